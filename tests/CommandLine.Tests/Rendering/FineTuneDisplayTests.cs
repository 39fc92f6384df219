using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Rendering;

public class FineTuneDisplayTests
{
    [Theory]
    [InlineData("training: step 3 of 10, loss 0.5000, 12 s left", 12.2f, 0)]
    [InlineData("training: step 3 of 10, loss 0.5000, evaluated 0.7500, 3 min left", 180, 0.75f)]
    [InlineData("training: step 3 of 10, loss 0.5000, 2.0 h left", 7200, 0)]
    [InlineData("training: step 3 of 10, loss 0.5000", 0.2f, 0)]
    public void A_step_has_its_loss_and_the_time_that_is_left(string expected, float seconds, float evaluated) =>
        Assert.Equal(expected, FineTuneDisplay.Describe(Step(3, 0.5f, seconds, evaluated)));

    [Theory]
    [InlineData(0, "failed")]
    [InlineData(3, "failed: step 3 of 10, loss 0.5000")]
    public void A_failure_is_left_to_be_told_by_the_command(int step, string expected)
    {
        var update = Step(step, 0.5f);
        (update.Status, update.Message) = ("failed", "It did not work.");
        Assert.Equal(expected, FineTuneDisplay.Describe(update));
    }

    [Fact]
    public async Task Without_a_terminal_there_are_some_lines_and_the_last_update_is_given_back()
    {
        using var tool = new RecordedTerminal();
        FineTuneProgressUpdate[] updates =
        [
            new() { Status = "loading_model", Message = "Loading base" },
            .. Enumerable.Range(1, 1000).Select(step => Step(step, 1f / step)),
            new() { Status = "completed", ProgressPercent = 100, CheckpointPath = "out/checkpoint-1000" },
        ];

        var last = await FineTuneDisplay.ShowAsync(tool.Terminal, updates.ToAsyncEnumerable());

        Assert.Same(updates[^1], last);
        var lines = tool.Notes.TrimEnd('\n').Split('\n');
        Assert.Equal("loading_model: Loading base", lines[0]);
        Assert.InRange(lines.Length, 15, 25);
        Assert.Equal("completed", lines[^1]);
    }

    private static FineTuneProgressUpdate Step(int step, float loss, float seconds = 0, float evaluated = 0) => new()
    {
        Status = "training",
        CurrentStep = step,
        TotalSteps = 10,
        Loss = loss,
        EtaSeconds = seconds,
        EvalLoss = evaluated,
        ProgressPercent = step / 10f,
    };
}
