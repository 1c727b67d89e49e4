namespace ThermalPortal.Web.Hosting;

/// <summary>The portal cannot start as it is configured; the message is for the person who starts it.</summary>
internal sealed class PortalStartException(string message) : Exception(message);
