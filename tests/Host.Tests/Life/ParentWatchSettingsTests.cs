using LocalAI.Plugins.Host.Life;

namespace LocalAI.Plugins.Host.Tests.Life;

public class ParentWatchSettingsTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("2s", 2)]
    [InlineData("1m", 60)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2h", 7200)]
    [InlineData("3", 3)]
    [InlineData(" 0.25 ", 0.25)]
    [InlineData("1us", 0.001)]
    [InlineData("9999h", 86400)]
    public void Reads_go_durations_and_bare_seconds(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), ParentWatchSettings.Interval(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("-3")]
    [InlineData("soon")]
    [InlineData("2 s")]
    [InlineData("s")]
    [InlineData("NaN")]
    public void Anything_else_means_two_seconds(string text) =>
        Assert.Equal(TimeSpan.FromSeconds(2), ParentWatchSettings.Interval(text));

    [Theory]
    [InlineData("false", false)]
    [InlineData(" OFF ", false)]
    [InlineData("No", false)]
    [InlineData("0", false)]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("whatever", true)]
    public void Only_four_words_turn_the_watch_off(string text, bool on) => Assert.Equal(on, ParentWatchSettings.IsOn(text));
}
