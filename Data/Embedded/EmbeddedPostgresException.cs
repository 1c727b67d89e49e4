namespace ThermalPortal.Data.Embedded;

/// <summary>The private PostgreSQL cannot run; the message says in words why and what to do, fit to be printed alone.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
