using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.People;

namespace ThermalPortal.Web.Api;

/// <summary>A person of a dataset, as the API tells it.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Name in the dataset.</param>
/// <param name="Captures">Pictures, paired or not.</param>
/// <param name="Pairs">Pairs.</param>
/// <param name="Sessions">Recording sessions that have a name.</param>
/// <param name="Accepted">Pairs a reviewer has accepted: with one, the person cannot be changed.</param>
public sealed record PersonStatus(Guid Id, string Name, int Captures, int Pairs, int Sessions, int Accepted)
{
    internal static PersonStatus Of(SubjectSummary person) => new(person.Id, person.Key, person.Captures, person.Pairs, person.Sessions, person.Accepted);
}

/// <summary>A person named in a request, as it was listed.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name listed.</param>
/// <param name="Captures">The number of pictures listed.</param>
public sealed record PersonName(Guid Id, string? Name, int Captures)
{
    internal PersonSeen Seen() => new(Id, Name ?? "", Captures);
}

/// <summary>Who is one person, or is called otherwise.</summary>
/// <param name="People">Who, as they were listed.</param>
/// <param name="Name">The name from now on: one of theirs, or new.</param>
public sealed record MergeRequest(IReadOnlyList<PersonName>? People, string? Name);

/// <summary>Whom nobody knows.</summary>
/// <param name="People">Who, as they were listed.</param>
public sealed record ForgetRequest(IReadOnlyList<PersonName>? People);

/// <summary>Whom chosen pairs show.</summary>
/// <param name="Pairs">The pairs, and whom each was seen to show.</param>
/// <param name="Name">A name nobody has: they are a person of their own. Null: nobody knows whom they show.</param>
public sealed record SplitRequest(IReadOnlyList<PairSeen>? Pairs, string? Name);

/// <summary>What became of a change of identities.</summary>
/// <param name="Changed">Pictures that show somebody else now, and one for a new name.</param>
/// <param name="Overtaken">People, or pairs, that somebody else has changed since they were seen: left as they are.</param>
/// <param name="Accepted">Pairs a reviewer has accepted: left as they are.</param>
public sealed record PeopleChanged(int Changed, int Overtaken, int Accepted)
{
    internal static PeopleChanged Of(IdentityOutcome outcome) => new(outcome.Step.Count, outcome.Overtaken, outcome.Accepted);
}
