using System.Text;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Tests.Text;

public sealed class StopStringsTests
{
    [Fact]
    public void Stops_at_a_stop_string_split_over_two_tokens()
    {
        var stops = new StopStrings(["</s>"]);

        Assert.Equal("Hello", Take(stops, "Hello<"));
        Assert.Equal("", Take(stops, "/s> more"));
        Assert.True(stops.Found);
        Assert.Equal("", Take(stops, "more"));
    }

    [Fact]
    public void Shows_what_only_looked_like_a_stop_string()
    {
        var stops = new StopStrings(["</s>"]);

        Assert.Equal("a ", Take(stops, "a <"));
        Assert.Equal("<b", Take(stops, "b"));
        Assert.False(stops.Found);
    }

    [Fact]
    public void Holds_back_the_longest_beginning()
    {
        var stops = new StopStrings(["abab!"]);

        Assert.Equal("", Take(stops, "abab"));
        Assert.Equal("ab", Take(stops, "ab"));
        Assert.Equal("abab", Encoding.UTF8.GetString(stops.Flush()));
    }

    [Fact]
    public void The_first_of_several_in_the_text_wins()
    {
        var stops = new StopStrings(["long stop", "stop"]);

        Assert.Equal("a ", Take(stops, "a stop and a long stop"));
    }

    [Fact]
    public void Empty_stop_strings_stop_nothing()
    {
        var stops = new StopStrings(["", ""]);

        Assert.Equal("text", Take(stops, "text"));
        Assert.False(stops.Found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void However_the_text_is_cut_it_ends_before_the_stop_string(int piece)
    {
        const string Text = "für immer — END\nEND\n\nnicht mehr";
        var stops = new StopStrings(["END\n\n", "mehr"]);
        var shown = new StringBuilder();
        foreach (var part in Text.Chunk(piece))
            shown.Append(Take(stops, new string(part)));

        Assert.Equal("für immer — END\n", shown.ToString());
        Assert.True(stops.Found);
    }

    private static string Take(StopStrings stops, string text) => Encoding.UTF8.GetString(stops.Take(Encoding.UTF8.GetBytes(text)));
}
