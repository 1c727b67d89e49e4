using MudBlazor;

namespace ThermalPortal.Web.Components.Layout;

/// <summary>The portal's one MudBlazor theme: warm neutral paper, ink violet as the acting colour, ember for what is warm.
/// The plain pages (sign-in, set-up) take the same colours from <c>app.css</c>.</summary>
public static class PortalTheme
{
    private static readonly string[] _fonts =
        ["Inter", "Segoe UI Variable Text", "Segoe UI", "system-ui", "-apple-system", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    /// <summary>The theme in both lights.</summary>
    public static MudTheme Default { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#4b3fa0", PrimaryContrastText = "#ffffff", Secondary = "#c2472a", Tertiary = "#0f766e",
            Info = "#2563a8", Success = "#1f7a4d", Warning = "#a75d06", Error = "#b3261e", Dark = "#24212f",
            Background = "#f7f6f3", BackgroundGray = "#efede8", Surface = "#ffffff",
            AppbarBackground = "#ffffff", AppbarText = "#24212f", DrawerBackground = "#ffffff",
            TextPrimary = "#24212f", TextSecondary = "#5f5b6b", TextDisabled = "#9894a3", ActionDefault = "#5f5b6b",
            LinesDefault = "#e4e1da", LinesInputs = "#c9c5bd", TableLines = "#e9e6e0", Divider = "#e4e1da", TableHover = "#f4f2ee",
            Skeleton = "#e9e6e0",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#b3a8f7", PrimaryContrastText = "#1a1530", Secondary = "#ff9270", Tertiary = "#5fd0c3",
            Info = "#8bbcf2", Success = "#6fd3a0", Warning = "#f2b764", Error = "#ff8f87", Dark = "#0e0d13", Black = "#0e0d13",
            Background = "#14131a", BackgroundGray = "#1a1922", Surface = "#1d1c26",
            AppbarBackground = "#1a1922", AppbarText = "#ece9f5", DrawerBackground = "#1a1922",
            TextPrimary = "#ece9f5", TextSecondary = "#aaa5ba", TextDisabled = "#716d80", ActionDefault = "#aaa5ba",
            ActionDisabled = "#5c586b", ActionDisabledBackground = "#2a2836",
            LinesDefault = "#302e3d", LinesInputs = "#4a475a", TableLines = "#2c2a38", Divider = "#302e3d", TableHover = "#242330",
            Skeleton = "#2c2a38",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px", AppbarHeight = "60px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = _fonts, FontSize = ".9375rem", LineHeight = "1.55", LetterSpacing = "normal" },
            H1 = new H1Typography { FontSize = "1.75rem", FontWeight = "650", LineHeight = "1.2", LetterSpacing = "-.02em" },
            H2 = new H2Typography { FontSize = "1.125rem", FontWeight = "600", LineHeight = "1.35", LetterSpacing = "-.01em" },
            H3 = new H3Typography { FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontSize = ".9375rem", LineHeight = "1.55", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontSize = ".8438rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontSize = ".78rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontSize = ".9rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
    };
}
