using System.Globalization;
using System.Text;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Web.Api;

/// <summary>The verdict about every file of an upload, as a table that spreadsheets open.</summary>
internal static class UploadReport
{
    private const int Together = 1_000;

    public static async Task WriteAsync(UploadQueries uploads, TeamScope scope, Guid uploadId, Stream output, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("file,verdict,code,reason,advice,kind,radiometry,width,height,bytes,sha256");
        Guid? last = null;
        while (await uploads.ReportAsync(scope, uploadId, last, Together, cancellationToken) is { Count: > 0 } files)
        {
            foreach (var file in files) await text.WriteLineAsync(Line(file));
            last = files[^1].Item.Id;
        }
    }

    /// <summary>accepted, repaired, rejected, expanded (an archive, whose files follow), manifest or pending.</summary>
    public static string WordOf(ImageItem item) => item.Repaired ? "repaired" : QueryWord.Of(item.Verdict);

    private static string Line(ReportedFile file)
    {
        var item = file.Item;
        var wrong = item.Verdict == Verdict.Rejected || item.Repaired; // why a good photo is no thermal picture is nothing to mend here
        return string.Join(',', new[]
        {
            item.OriginalName, WordOf(item), wrong ? item.ReasonCode : null, wrong ? item.Reason : null, wrong ? item.Advice : null, QueryWord.Of(item.Modality), item.Badge is { } badge ? QueryWord.Of(badge) : null,
            Number(item.Width), Number(item.Height), Number(file.Bytes), file.Sha256,
        }.Select(value => CsvTable.SafeCell(value ?? "")));

        static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
    }
}
