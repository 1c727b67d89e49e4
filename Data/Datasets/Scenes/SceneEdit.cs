using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>With which emissivity or scale a thermal picture is shown from some moment on (no picture has both: only cameras with a calibration have an emissivity, and their scale is known); a row is never changed, and the file's bytes stay untouched. The capture names its present one, each row the one before it.</summary>
public sealed class SceneEdit : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid CaptureId { get; init; }

    /// <summary>Of what is looked at, <see cref="SceneValues.LeastEmissivity"/>..1; null: from now on the temperatures are shown as they were read.</summary>
    public double? Emissivity { get; init; }

    /// <summary>Temperature of what it reflects, degrees Celsius; null where <see cref="Emissivity"/> is.</summary>
    public double? Reflected { get; init; }

    /// <summary>How its numbers become degrees; null: from now on as they were read.</summary>
    public TemperatureScale? Scale { get; init; }

    /// <summary>Edits made in one act share it, so that they can be taken back in one; null: of a single picture.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>What was before; null: nothing.</summary>
    public Guid? PreviousId { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Both values; null: as read.</summary>
    public SceneValues? Values() => Emissivity is { } emissivity && Reflected is { } reflected ? new SceneValues(emissivity, reflected) : null;
}
