namespace ThermalPortal.Jobs.Processes;

/// <summary>Verbs that the worker starts children with.</summary>
internal static class ChildVerbs
{
    public const string Engine = "engine";
    public const string Decoder = "decoder";
}
