using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Translations;

/// <summary>Proof that this worker holds a run; every write carries its epoch.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Epoch">The fence.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Scope">The run's team and user: queries under the lease act for them.</param>
/// <param name="CancelRequested">True: claimed only to be finished as cancelled.</param>
public sealed record RunLease(Guid RunId, long Epoch, int Attempt, TeamScope Scope, bool CancelRequested);
