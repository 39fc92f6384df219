using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Rendering;

public class QuantizationDisplayTests
{
    [Theory]
    [InlineData("quantizing, 12 s left", 12.2f)]
    [InlineData("quantizing", 0.4f)]
    public void The_time_that_is_left_is_shown_while_it_matters(string expected, float seconds)
    {
        var update = new QuantizationProgressUpdate { Status = "quantizing", ExtraMetrics = { ["eta_seconds"] = seconds } };
        Assert.Equal(expected, QuantizationDisplay.Describe(update));
    }

    [Fact]
    public async Task Without_a_terminal_there_is_one_line_a_phase_and_the_last_update_is_given_back()
    {
        using var tool = new RecordedTerminal();
        QuantizationProgressUpdate[] updates =
        [
            new() { Status = "queued", Message = "a.gguf to q8_0" },
            new() { Status = "quantizing", Message = "planning q8_0" },
            new() { Status = "quantizing", Message = "quantizing output.weight", ProgressPercent = 50 },
            new() { Status = "completed", OutputFile = "out.gguf", ProgressPercent = 100 },
        ];

        var last = await QuantizationDisplay.ShowAsync(tool.Terminal, updates.ToAsyncEnumerable());

        Assert.Same(updates[3], last);
        Assert.Equal("queued: a.gguf to q8_0\nquantizing: planning q8_0\n", tool.Notes);
    }
}
