using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;

namespace ThermalPortal.Data.Tests.Datasets.Import;

public sealed class ManifestReaderTests
{
    private static ManifestResult Csv(string text) => ManifestReader.Read("manifest.csv", new StringReader(text));

    [Theory, InlineData(','), InlineData(';'), InlineData('\t')]
    public void Read_Csv_UnderstandsItsColumnsAndKeepsTheOthers(char separator)
    {
        var text = "\uFEFFpath,Modality,pair,subject,session,capture_time,split,attr.sex\nx\\1.tiff,LWIR,k1,eva,2,2026-01-31T12:00:00.250Z,valid,female\n\n\"x/2, \"\"b\"\".png\",,,,,,,\n";
        var result = Csv(text.Replace(',', separator).Replace($"x/2{separator}", "x/2,", StringComparison.Ordinal));
        Assert.Empty(result.Errors);
        var (first, second) = (result.Rows[0], result.Rows[1]);
        Assert.Equal(("x/1.tiff", Modality.Thermal, "k1", "eva", "2", "val"), (first.Path, first.Modality, first.Pair, first.Subject, first.Session, first.Split));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero), first.CaptureTime);
        Assert.Equal("female", Assert.Single(first.Other).Value);
        Assert.Equal("x/2, \"b\".png", second.Path);
        Assert.True(second is { Modality: null, Pair: null, Subject: null, CaptureTime: null, Split: null, Other.Count: 0 });
    }

    [Fact]
    public void Read_JsonLines_TheSame()
    {
        var result = ManifestReader.Read("metadata.jsonl", new StringReader("""
            {"file_name": "a.png", "modality": "rgb", "subject": 7, "attr.glasses": "none", "camera": null}

            [1]
            {"file_name":
            """));
        var row = Assert.Single(result.Rows);
        Assert.Equal(("a.png", Modality.Visible, "7", "none"), (row.Path, row.Modality, row.Subject, Assert.Single(row.Other).Value));
        Assert.Collection(result.Errors, e => Assert.Contains("Line 3: this is not a JSON object", e), e => Assert.Contains("Line 4: this is not JSON", e));
    }

    [Theory]
    [InlineData("path\n../a.png", "leads out")]
    [InlineData("path\nC:/a.png", "leads out")]
    [InlineData("path\n/etc/a.png", "leads out")]
    [InlineData("name\na.png", "there is no path")]
    [InlineData("path,modality\na.png,sonar", "Write thermal or visible")]
    [InlineData("path,split\na.png,some", "Write train, val or test")]
    [InlineData("path,capture_time\na.png,noon", "ISO 8601")]
    [InlineData("path,aligned\na.png,nearly", "Write yes where both pictures")]
    [InlineData("path,x\na.png", "1 cells, but 2 columns")]
    [InlineData("path\n\"a.png", "never closed")]
    [InlineData("path\na.png\nA.PNG", "comes twice")]
    [InlineData("path,path\na,b", "each name once")]
    [InlineData("", "is empty")]
    public void Read_Wrong_SaysLineAndRemedy(string text, string expected) => Assert.Contains(expected, Assert.Single(Csv(text).Errors));

    [Fact]
    public void Read_Aligned_YesNoOrNotSaid() =>
        Assert.Equal([true, false, null], Csv("path,aligned\na.png,Yes\nb.png,no\nc.png,\n").Rows.Select(r => r.Aligned));

    [Fact]
    public void Read_QuoteOverLines_CountsTheLinesOn()
    {
        var result = Csv("path,note\na.png,\"two\nlines\"\nb.png\n");
        Assert.Equal("two\nlines", result.Rows[0].Other["note"]);
        Assert.StartsWith("Line 4:", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NothingButErrors_StopsListing() => Assert.Equal(101, Csv("path\n" + string.Concat(Enumerable.Repeat("..\n", 5000))).Errors.Count);
}
