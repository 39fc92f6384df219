using LocalAI.CommandLine.Rendering;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Tests.Rendering;

public class TransferDisplayTests
{
    [Theory]
    [InlineData("0 rows", 0, 0.5, 10)]
    [InlineData("1 row, 1 rows/s", 1, null, 1)]
    [InlineData("12,000 rows, 6,000 rows/s, 6 s left", 12_000, 0.25, 2)]
    [InlineData("12,000 rows, 200 rows/s, 9 min left", 12_000, 0.1, 60)]
    [InlineData("12,000 rows, 6,000 rows/s", 12_000, 1.0, 2)]
    public void The_rows_their_rate_and_the_time_that_is_left_are_shown(string expected, int rows, double? fraction, double seconds)
    {
        var progress = new TransferProgress(() => fraction);
        progress.Add(rows);
        Assert.Equal(expected, TransferDisplay.Describe(progress, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public async Task Without_a_terminal_short_work_writes_nothing_and_its_failure_passes_through()
    {
        using var tool = new RecordedTerminal();
        await TransferDisplay.ShowAsync(tool.Terminal, TransferProgress.Of(2), () => Task.CompletedTask);
        await Assert.ThrowsAsync<UserError>(() => TransferDisplay.ShowAsync(
            tool.Terminal, TransferProgress.Of(2), () => Task.FromException(new UserError("It failed."))));
        Assert.Empty(tool.Notes);
    }

    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("\u001b[31mred", "G1szMW1yZWQ=")]
    public void A_value_that_a_terminal_would_obey_is_shown_in_base64(string value, string shown) =>
        Assert.Equal(shown, StoreHitsView.Show(System.Text.Encoding.UTF8.GetBytes(value)));
}
