using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Rendering;

public sealed class ImageViewTests : IDisposable
{
    private static readonly string[] Files = ["a.jpg", "b [x].jpg"];

    private readonly RecordedTerminal _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void Objects_are_a_table_of_class_confidence_and_box()
    {
        DetectionsView.Write(
            _terminal.Terminal,
            [
                new Detection { ClassName = "dog", Confidence = 0.8512f, X = 126.4f, Y = 201.6f, Width = 207, Height = 336 },
                new Detection { ClassName = "[red]\e[2J", Confidence = 1, X = -3, Y = 0, Width = 10, Height = 10 },
                new Detection { Confidence = 0.3f, Width = 1, Height = 1 },
            ]);
        var lines = Lines();
        Assert.Matches("^class +confidence +box$", lines[0]);
        Assert.Matches("^dog +0\\.85 +207 × 336 at 126, 202$", lines[1]);
        Assert.Matches(@"^\[red\]\[2J +1\.00 +10 × 10 at -3, 0$", lines[2]);
        Assert.Matches("^– +0\\.30 ", lines[3]);
    }

    [Fact]
    public void Nothing_found_is_said_beside_the_result()
    {
        DetectionsView.Write(_terminal.Terminal, []);
        FaceAnalysisView.Write(_terminal.Terminal, [], liveness: true);
        Assert.Equal(("", "Nothing was found; a lower --threshold finds more.\nNo face was found.\n"), (_terminal.Output, _terminal.Notes));
    }

    [Theory]
    [InlineData(true, 0.2f, true, true, "The same person: ")]
    [InlineData(false, 0.85f, true, true, "Not the same person: ")]
    [InlineData(false, 0.6f, true, true, "Not the same person: ")]
    [InlineData(false, 0.2f, false, true, "Not verified, for the face in a.jpg is not live: ")]
    [InlineData(false, 0.2f, true, false, "Not verified, for the face in b [x].jpg is not live: ")]
    [InlineData(false, 0.2f, false, false, "Not verified, for neither face is live: ")]
    public void A_comparison_is_one_line_and_the_two_faces(bool verified, float distance, bool first, bool second, string beginning)
    {
        FaceVerificationView.Write(_terminal.Terminal, Files, Answer(verified, distance, first, second), liveness: true);
        var lines = Lines();
        var numbers = distance switch
        {
            0.2f => "distance 0.200, below the threshold 0.600; confidence 66.7 %.",
            0.6f => "distance 0.600, not below the threshold 0.600; confidence 0.0 %.",
            _ => "distance 0.850, not below the threshold 0.600; confidence 0.0 %.",
        };
        Assert.Equal(beginning + numbers, lines[0]);
        Assert.Matches("^photo +face +live$", lines[1]);
        Assert.Matches($"^a\\.jpg +30 × 40 at 10, 20 +{(first ? "yes" : "no")}, 0\\.91$", lines[2]);
        Assert.Matches($"^b \\[x\\]\\.jpg +– +{(second ? "yes" : "no")}, 0\\.12$", lines[3]);
    }

    [Fact]
    public void Liveness_is_not_shown_where_it_was_not_asked()
    {
        FaceVerificationView.Write(_terminal.Terminal, Files, Answer(true, 0.2f, false, false), liveness: false);
        Assert.DoesNotContain("live", _terminal.Output, StringComparison.Ordinal);
        Assert.Matches("^a\\.jpg +30 × 40 at 10, 20$", Lines()[2]);
    }

    [Fact]
    public void Faces_are_numbered_and_what_is_unknown_is_a_dash()
    {
        var region = new FacialArea { X = 1, Y = 2, W = 3, H = 4 };
        FaceAnalysisView.Write(
            _terminal.Terminal,
            [
                new FaceAnalysis
                {
                    Region = region, FaceConfidence = 0.999f, Age = 46.6f, DominantGender = "Man", DominantEmotion = "happy", IsReal = true,
                    AntispoofScore = 0.97f,
                },
                new FaceAnalysis { Region = region, FaceConfidence = 0.7f },
            ],
            liveness: true);
        var lines = Lines();
        Assert.Matches("^# +age +gender +emotion +confidence +face +live$", lines[0]);
        Assert.Matches("^1 +47 +Man +happy +1\\.00 +3 × 4 at 1, 2 +yes, 0\\.97$", lines[1]);
        Assert.Matches("^2 +– +– +– +0\\.70 +3 × 4 at 1, 2 +no, 0\\.00$", lines[2]);
    }

    private static FaceVerifyResponse Answer(bool verified, float distance, bool first, bool second) => new()
    {
        Verified = verified,
        Distance = distance,
        Threshold = 0.6f,
        Confidence = Math.Max(0, (1 - distance / 0.6f) * 100),
        Img1Area = new FacialArea { X = 10, Y = 20, W = 30, H = 40 },
        Img1IsReal = first,
        Img1AntispoofScore = 0.91f,
        Img2IsReal = second,
        Img2AntispoofScore = 0.12f,
    };

    private string[] Lines() => [.. _terminal.Output.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
}
