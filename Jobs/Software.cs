using System.Reflection;

namespace ThermalPortal.Jobs;

/// <summary>What this program calls itself in metadata.</summary>
internal static class Software
{
    public const string Name = "ThermalPortal";

    /// <summary>The informational version, with the commit where the build knew it.</summary>
    public static string Version { get; } = typeof(Software).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
