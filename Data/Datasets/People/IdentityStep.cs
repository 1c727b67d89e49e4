using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.People;

/// <summary>A change of identities, as <see cref="IdentityQueries.UndoAsync"/> needs it.</summary>
/// <param name="Changes">Captures that show somebody else now.</param>
/// <param name="Rename">A person who has another name now; null: nobody.</param>
public sealed record IdentityStep(IReadOnlyList<SubjectChange> Changes, SubjectRename? Rename = null)
{
    /// <summary>What there is to take back: captures, and one for a name.</summary>
    public int Count => Changes.Count + (Rename is null ? 0 : 1);
}

/// <summary>That a person has another name.</summary>
/// <param name="SubjectId">The person.</param>
/// <param name="Before">Name before.</param>
/// <param name="After">Name now.</param>
public sealed record SubjectRename(Guid SubjectId, string Before, string After);

/// <summary>A person as somebody saw it who wants to change it.</summary>
/// <param name="Id">The person.</param>
/// <param name="Key">The name shown.</param>
/// <param name="Captures">Pictures shown.</param>
public sealed record PersonSeen(Guid Id, string Key, int Captures);

/// <summary>A pair as somebody saw it who says whom it shows.</summary>
/// <param name="PairId">The pair.</param>
/// <param name="SubjectId">Whom it showed; null: nobody knew.</param>
public sealed record PairSeen(Guid PairId, Guid? SubjectId);

/// <summary>What became of a change of identities.</summary>
/// <param name="Step">To take it back; empty: nothing was changed.</param>
/// <param name="Overtaken">People, or pairs, that somebody else has changed since they were seen: left as they are.</param>
/// <param name="Accepted">Pairs a reviewer has accepted: left as they are.</param>
public sealed record IdentityOutcome(IdentityStep Step, int Overtaken = 0, int Accepted = 0);
