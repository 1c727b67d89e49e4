using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Naming;

namespace ThermalPortal.Data.Tests.Datasets.Naming;

public sealed class LayoutTests
{
    /// <summary>Paths as the data sets' own documents and loaders show them.</summary>
    [Theory]
    [InlineData("speakingfaces", "train_data/sub_5/trial_1/thr_image/5_1_1_3_120_1.png", Modality.Thermal, "speakingfaces:5", "1", "5_1_1_3_120", "train")]
    [InlineData("speakingfaces", "valid_data/sub_105/trial_2/rgb_image_aligned/105_2_1_9_7_3.png", Modality.Visible, "speakingfaces:105", "2", "105_2_1_9_7", "val")]
    [InlineData("speakingfaces", "test_data/sub_130/trial_2/thr_image_cmd/130_2_2_4_1134_36_1.png", Modality.Thermal, "speakingfaces:130", "2", "130_2_2_4_1134_36", "test")]
    [InlineData("thermal2visible-speakingfaces", "trainA/100_1_2_1_1134_36_1.png", Modality.Thermal, "speakingfaces:100", "1", "100_1_2_1_1134_36", "train")]
    [InlineData("thermal2visible-speakingfaces", "testB/128_2_2_1_1134_36_3.png", Modality.Visible, "speakingfaces:128", "2", "128_2_2_1_1134_36", "test")]
    [InlineData("sf-tl54", "dataset/gray/val/images/103_1_1_4_450_1.png", Modality.Thermal, "speakingfaces:103", "1", "103_1_1_4_450_1", "val")]
    [InlineData("sf-tl54", "dataset/rgb/val/103_1_1_4_450_1.jpg", Modality.Visible, "speakingfaces:103", "1", "103_1_1_4_450_1", "val")]
    [InlineData("tfw", "TFW/test/indoor/103_1_1_4_450_1.png", Modality.Thermal, "speakingfaces:103", "1", "103_1_1_4_450_1", "test")]
    [InlineData("tfw", "TFW/train/outdoor/walk_17.png", Modality.Thermal, null, null, "walk_17", "train")]
    [InlineData("vis-th", "001/TH/TH_001_1_06_AEC.tiff", Modality.Thermal, "vis-th:1", "1", "001_1_06", null)]
    [InlineData("vis-th", "001/VIS/VIS_001_1_06_AEC.jpg", Modality.Visible, "vis-th:1", "1", "001_1_06", null)]
    [InlineData("arl-vtf", "dev/1001/a/FLIR_USB_1001_b_17.png", Modality.Thermal, null, null, "1001/a/1001_b_17", "train")]
    [InlineData("arl-vtf", "dev/1001/a/BAS_RGB2_1001_b_17.png", Modality.Visible, null, null, "1001/a/1001_b_17", "train")]
    [InlineData("tufts", "17/TD_RGB_E_2.jpg", Modality.Visible, "tufts:17", null, "17_2", null)]
    [InlineData("carl", "01/session_1/thermal_bmp/01S1BNA5.bmp", Modality.Thermal, "carl:1", "1", "01_1_NA_5", null)]
    [InlineData("carl", "01/session_1/classic/01S1CNA5.bmp", Modality.Visible, "carl:1", "1", "01_1_NA_5", null)]
    [InlineData("puj", "S07_003.tiff", Modality.Thermal, "puj:7", null, null, null)]
    [InlineData("casia-nir-vis", "s1/VIS/00017/001.jpg", Modality.Visible, "casia:17", "1", null, null)]
    public void Read_PathOfADataSet_SaysWhatItsNamesMean(string id, string path, Modality modality, string? subject, string? session, string? key, string? split)
    {
        var name = LayoutCatalog.Layouts.Single(l => l.Id == id).Read(path);
        Assert.NotNull(name);
        Assert.Equal((modality, subject, session, key, split), (name.Modality, name.Subject, name.Session, name.PairKey, name.Split));
    }

    [Fact]
    public void Read_PartnersThatMayNotBeUsed_SaysWhy()
    {
        CaptureName Read(string id, string path) => LayoutCatalog.Layouts.Single(l => l.Id == id).Read(path)!;
        Assert.Contains("black", Read("vis-th", "001/VIS/VIS_001_1_20_LD.jpg").Exclude);
        Assert.Null(Read("vis-th", "001/TH/TH_001_1_20_LD.tiff").Exclude);
        Assert.Contains("Near infrared", Read("casia-nir-vis", "s1/NIR/00017/001.bmp").Exclude);
        Assert.True(Read("speakingfaces", "train_data/sub_5/trial_1/rgb_image_aligned/5_1_1_3_120_3.png") is { Aligned: true, Preference: 0 });
        Assert.True(Read("speakingfaces", "train_data/sub_5/trial_1/rgb_image/5_1_1_3_120_2.png") is { Aligned: false, Preference: 1 });
    }

    [Fact]
    public void Layouts_All_HaveNamesTermsAndTheirOwnIds()
    {
        Assert.Distinct(LayoutCatalog.Layouts.Select(l => l.Id));
        Assert.All(LayoutCatalog.Layouts, l => Assert.True(l.Name.Length > 0 && l.Terms.Length > 0 && l.Rules.Count > 0, l.Id));
    }

    [Theory]
    [InlineData("", "SpeakingFaces", "")]
    [InlineData("download/SpeakingFaces/", "SpeakingFaces", "download/SpeakingFaces/")]
    public void Recognise_TreeBelowOtherFolders_FindsSetAndRoot(string above, string name, string root)
    {
        string[] tree = [above + "metadata/subjects.csv", .. Enumerable.Range(1, 9).SelectMany(s => new[] { 1, 3 }.Select(stream => $"{above}train_data/sub_{s}/trial_1/x/{s}_1_1_3_120_{stream}.png"))];
        var choice = LayoutCatalog.Recognise(tree)!;
        Assert.Equal((name, root, 18, 18), (choice.Naming.Name, choice.Root, choice.Understood, choice.Pictures));
        Assert.Equal("speakingfaces:3", choice.Read(above + "train_data/sub_3/trial_1/x/3_1_1_3_120_1.png")!.Subject);
        Assert.Null(choice.Read("elsewhere/3_1_1_3_120_1.png"));
    }

    [Theory]
    [InlineData("study/eva", "study/ian", "study/", "eva")]
    [InlineData("study/eva", "study/eva", "study/", "eva")]
    [InlineData("eva", "ian", "", "eva")]
    public void Recognise_FolderAboveAllPeople_IsNoPerson(string one, string other, string root, string subject)
    {
        var choice = LayoutCatalog.Recognise([$"{one}/thermal/1.png", $"{one}/rgb/1.png", $"{other}/thermal/2.png", $"{other}/rgb/2.png"])!;
        Assert.Equal((root, subject), (choice.Root, choice.Read($"{one}/thermal/1.png")!.Subject));
    }

    [Fact]
    public void Recognise_NothingFits_IsNull()
    {
        Assert.Null(LayoutCatalog.Recognise(["a/1.png", "c/3.jpg"]));
        Assert.NotNull(LayoutCatalog.Recognise(["a/1.png", "b/1.png"]));
        Assert.NotNull(LayoutCatalog.Recognise(["thermal/1.png"]));
        Assert.Null(LayoutCatalog.Recognise(["readme.txt"]));
        Assert.Null(LayoutCatalog.Recognise([]));
    }

    [Theory]
    [InlineData("S01/thermal/0001.png", Modality.Thermal, "S01", "S01/0001", null)]
    [InlineData("S01/RGB/0001.jpg", Modality.Visible, "S01", "S01/0001", null)]
    [InlineData("trainA/7.png", Modality.Thermal, null, "7", "train")]
    [InlineData("testB/7.jpg", Modality.Visible, null, "7", "test")]
    [InlineData("val/lwir/p3/4.tiff", Modality.Thermal, "p3", "val/p3/4", "val")]
    [InlineData("anna/0001_ir.tiff", Modality.Thermal, "anna", "anna/0001", null)]
    [InlineData("anna/0001-vis.png", Modality.Visible, "anna", "anna/0001", null)]
    public void Read_FoldersThatSayTheModality_PairsWhatHasTheSameRest(string path, Modality modality, string? subject, string key, string? split)
    {
        var name = new FolderNaming(letters: true).Read(path)!;
        Assert.Equal((modality, subject, key, split), (name.Modality, name.Subject, name.PairKey, name.Split));
    }

    [Theory, InlineData("S01/0001.png"), InlineData("a_b.png"), InlineData("weather/map.png")]
    public void Read_FoldersThatSayNothing_IsNull(string path) => Assert.Null(new FolderNaming(letters: true).Read(path));

    [Fact]
    public void Pattern_OfTheUser_IsReadAndBounded()
    {
        var naming = new PatternNaming(@"^(?<subject>\w+)/(?<mod>ir|rgb)/(?<key>\d+)\.png$");
        Assert.True(naming.Read("eva/IR/12.png") is { Modality: Modality.Thermal, Subject: "eva", PairKey: "12", Session: null });
        Assert.Null(naming.Read("eva/uv/12.png"));
        Assert.Contains("(?<mod>...)", Assert.Throws<ArgumentException>(() => new PatternNaming(@"(?<key>\d+)")).Message);
        Assert.Contains("for ever", Assert.Throws<ArgumentException>(() => new PatternNaming(@"(?<key>\d+)(?<mod>a)(?=b)")).Message);
        Assert.ThrowsAny<ArgumentException>(() => new PatternNaming("(?<key>"));
        Assert.Null(new PatternNaming(@"^(?<key>(a+)+)(?<mod>!)$").Read(new string('a', 5000))); // would not end with backtracking
    }
}
