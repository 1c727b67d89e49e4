using System.Globalization;
using ThermalPortal.Inference.Attributes;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>How cells of a manifest become values of attributes where the words differ: pose from an angle, headwear of any kind as a hat.</summary>
internal static class AttributeLabels
{
    private const string Pose = "pose", HairColour = "hair_colour", Headwear = "headwear", Hat = "hat";

    /// <summary>The column, or the beginning of its name, that tells an attribute.</summary>
    public static string ColumnOf(AttributeHead head) => head.Name == Pose ? "yaw_deg" : head.Name;

    /// <summary>The value a cell stands for; anything the schema does not know is unknown.</summary>
    public static string ValueOf(AttributeHead head, string cell) => head.Name switch
    {
        Pose => float.TryParse(cell, CultureInfo.InvariantCulture, out var yaw) ? PoseOf(yaw) : cell,
        HairColour when cell is "grey_white" => "grey",
        Headwear when cell is "cap" or "beanie" => Hat,
        _ => cell,
    };

    /// <summary>Pose of a face turned by an angle, degrees: frontal below 15, half below 40, else profile.</summary>
    public static string PoseOf(float yaw) => Math.Abs(yaw) < 15 ? "frontal" : Math.Abs(yaw) < 40 ? "half" : "profile";
}
