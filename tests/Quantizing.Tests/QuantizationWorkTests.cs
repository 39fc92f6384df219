using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing.Tests;

public sealed class QuantizationWorkTests : IDisposable
{
    private readonly WorkFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_Hugging_Face_folder_becomes_the_file_in_two_phases_of_one_share()
    {
        using var folder = ModelFolder.Random("LlamaForCausalLM");
        folder.WritePieces(300);
        var settings = _fixture.Settings(folder.Write(), "q8_0");
        var reports = new List<(QuantizationPhase Phase, double Share, string Message)>();

        var output = WorkFixture.Run(settings, (phase, share, message) => reports.Add((phase, share, message)), CancellationToken.None);

        var file = GgufFile.Open(settings.OutputFile);
        Assert.Equal(file.Length, output.FileBytes);
        Assert.InRange(file.WeightBytes, 1, output.WeightBytes);
        Assert.InRange(output.SourceBytes, output.WeightBytes, 4 * output.WeightBytes);
        Assert.Equal([QuantizationPhase.Converting, QuantizationPhase.Quantizing], reports.Select(report => report.Phase).Distinct());
        Assert.Equal(reports.Select(report => report.Share).Order(), reports.Select(report => report.Share));
        Assert.Equal((0, 1), (reports[0].Share, reports[^1].Share));
        Assert.All(reports, report => Assert.NotEmpty(report.Message));
        Assert.Single(_fixture.Written);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Work_that_is_stopped_leaves_the_older_file_and_nothing_else(bool whileConverting)
    {
        using var folder = ModelFolder.Random("LlamaForCausalLM");
        folder.WritePieces(300);
        var settings = _fixture.Settings(folder.Write(), "q8_0");
        File.WriteAllText(settings.OutputFile, "old");
        using var stop = new CancellationTokenSource();
        var until = whileConverting ? QuantizationPhase.Converting : QuantizationPhase.Quantizing;

        Assert.ThrowsAny<OperationCanceledException>(() => WorkFixture.Run(settings, (phase, share, _) =>
        {
            if (phase == until && share > 0)
                stop.Cancel();
        }, stop.Token));

        Assert.Equal("old", File.ReadAllText(settings.OutputFile));
        Assert.Single(_fixture.Written);
    }

    [Fact]
    public void Values_that_are_no_numbers_leave_nothing()
    {
        var settings = _fixture.Settings(RandomModel.Write(_fixture.Folder.File("spoilt.gguf"), spoilt: float.NaN), "q8_0");

        var refusal = Assert.Throws<EngineException>(() => WorkFixture.Run(settings, (_, _, _) => { }, CancellationToken.None));

        Assert.Contains("holds values that are no numbers", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Written);
    }
}
