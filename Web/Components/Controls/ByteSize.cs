using System.Globalization;

namespace ThermalPortal.Web.Components.Controls;

/// <summary>Sizes for people.</summary>
internal static class ByteSize
{
    private static readonly string[] _units = ["bytes", "KB", "MB", "GB", "TB"];

    /// <summary>Such as "1.2 GB"; a thousand bytes are one KB.</summary>
    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 999.5 && unit < _units.Length - 1; unit++) size /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit > 0 && size < 10 ? Math.Round(size, 1) : Math.Round(size))} {_units[unit]}");
    }
}
