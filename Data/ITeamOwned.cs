namespace ThermalPortal.Data;

/// <summary>A row that belongs to a team. <see cref="PortalDbContext"/> filters reads and checks writes of all of these.</summary>
public interface ITeamOwned
{
    Guid TeamId { get; set; }
}
