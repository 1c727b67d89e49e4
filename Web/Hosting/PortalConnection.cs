namespace ThermalPortal.Web.Hosting;

/// <summary>The portal's database.</summary>
/// <param name="ConnectionString">Npgsql connection string.</param>
/// <param name="Embedded">True when the portal started the server itself.</param>
public sealed record PortalConnection(string ConnectionString, bool Embedded);
