using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Translations;

/// <param name="FaceIndex">Which face of the picture.</param>
/// <param name="SampleIndex">Which sample of the face.</param>
/// <param name="Ticket">Its place in the engine's line.</param>
internal sealed record SampleTicket(int FaceIndex, int SampleIndex, EngineTicket Ticket);
