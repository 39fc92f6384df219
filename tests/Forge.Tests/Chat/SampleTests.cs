using System.Text.RegularExpressions;
using LocalAI.Plugins.Forge.Chat;

namespace LocalAI.Plugins.Forge.Tests.Chat;

public sealed partial class SampleTests
{
    /// <summary>About 400 tokens of a vocabulary of 2,048 that was learnt from these texts.</summary>
    private const int MostCharacters = 1600;

    [Fact]
    public void Texts_are_written_without_slips()
    {
        foreach (var sample in Samples.Train(6000).Concat(Samples.HeldOut(200)))
        {
            foreach (var message in sample.Messages)
            {
                foreach (var text in (string?[])[message.Content, message.Thought])
                {
                    if (text is not null && message.Role != "tool")
                        Assert.False(Slip().IsMatch(text), $"{sample.Kind}: {text}");
                }
                if (message.Role == "assistant" && message.Calls.Count == 0)
                    Assert.Matches("^[A-Z0-9-].*[.!?\"]$", message.Content);
            }
        }
    }

    [Fact]
    public void Conversations_alternate_and_end_with_the_assistant()
    {
        foreach (var sample in Samples.Train(3000).Concat(Samples.HeldOut(100)))
        {
            var roles = string.Concat(sample.Messages.Select(message => message.Role[0]));
            Assert.Matches("^s?(ua(t+a)?)+$", roles);
            foreach (var (message, next) in sample.Messages.Zip(sample.Messages.Skip(1)))
            {
                Assert.Equal(message.Calls.Count > 0, next.Role == "tool" && message.Role == "assistant");
            }
        }
    }

    [Fact]
    public void Samples_fit_into_the_context() => Assert.All(
        Samples.Train(6000), sample => Assert.InRange(ChatText.Render(sample.ToJson(isHeldOut: false)).Length, 20, MostCharacters));

    [Fact]
    public void The_assistant_has_a_thought_before_each_answer_where_it_thinks_and_none_elsewhere()
    {
        var samples = Samples.Train(3000).ToList();

        Assert.All(samples, sample => Assert.All(
            sample.Messages.Where(message => message.Role == "assistant"),
            message => Assert.Equal(sample.Thinks, message.Thought is { Length: > 0 })));
        Assert.InRange(samples.Count(sample => sample.Thinks), 400, 900);
    }

    [Fact]
    public void What_is_measured_occurs_in_the_answer()
    {
        foreach (var sample in Samples.HeldOut(200).Where(sample => sample.Messages[^1].Calls.Count == 0))
        {
            Assert.All(sample.Expected, word => Assert.Contains(word, sample.Messages[^1].Content, StringComparison.OrdinalIgnoreCase));
            Assert.True(sample.Expected.Count > 0 || sample.Kind == "stories", sample.Kind);
        }
    }

    // A bracket or bar of a phrase, two spaces, a space before a sign, a missing space behind one, "a" before a vowel, a doubled word.
    [GeneratedRegex(
        @"[\[\]{}|]|  |(?<!=) [.,!?]|[.,!?][A-Za-z]|\ba [aeioAEIO]|\ban (?!hour|8|11 |18 )[^aeiouAEIOU]"
        + @"|\b(the|a|an|is|of|to|in|and|I) \1\b|[.,!?]{2}")]
    private static partial Regex Slip();
}
