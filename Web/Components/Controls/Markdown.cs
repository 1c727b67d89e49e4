using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace ThermalPortal.Web.Components.Controls;

/// <summary>Markdown to HTML. HTML inside the text is shown as text, and links lead to web addresses only: a model card is somebody else's words.</summary>
public static class Markdown
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().DisableHtml().Build();

    public static MarkupString Render(string text)
    {
        var document = Markdig.Markdown.Parse(text, _pipeline);
        foreach (var link in document.Descendants<LinkInline>())
            if (link.IsImage || !IsWebAddress(link.Url)) link.Url = "#";
        foreach (var link in document.Descendants<AutolinkInline>())
            if (!IsWebAddress(link.Url)) link.Url = "#";
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + 1); // the page has its own first heading
        return new MarkupString(Markdig.Markdown.ToHtml(document, _pipeline));
    }

    private static bool IsWebAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http");
}
