namespace ThermalPortal.Data.Accounts;

/// <summary>What a member may do in a team; a higher value includes the lower ones.</summary>
public enum TeamRole
{
    Viewer = 0,
    Annotator = 1,
    Reviewer = 2,
    Trainer = 3,
    TeamAdmin = 4,
}
