using LocalAI.Plugins.Llama.Chat.Parsing;
using LocalAI.Plugins.Llama.Chat.Reasoning;

namespace LocalAI.Plugins.Llama.Tests.Chat;

public sealed class RecordedOutputTests
{
    public static TheoryData<string> Templates => [.. RecordedOutputs.All.Select(output => output.Template).Distinct()];

    /// <summary>Templates that render calls, all but three of the 42, and our own.</summary>
    [Fact]
    public void Every_template_that_supports_tools_has_outputs() => Assert.Equal(39 + ChatTemplates.Own.Count, Templates.Count);

    [Theory]
    [MemberData(nameof(Templates))]
    public void An_output_says_the_same_however_it_is_cut(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        foreach (var recorded in RecordedOutputs.All.Where(output => output.Template == template))
        {
            foreach (var size in (int[])[1, 3, 7, 1_000_000])
            {
                try
                {
                    var parser = new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, recorded.StartsInReasoning);
                    recorded.Expected.AssertEquals(ParsedAnswer.Read(parser, recorded.Output, size));
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{recorded.Name}, in pieces of {size}: {e.Message}\n{recorded.Output}", e);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_whole_answer_is_one_delta(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        foreach (var recorded in RecordedOutputs.All.Where(output => output.Template == template))
        {
            var parser = new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, recorded.StartsInReasoning);
            recorded.Expected.AssertEquals(ParsedAnswer.From([parser.Parse(recorded.Output)!]));
        }
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_cut_output_is_still_valid(string template)
    {
        var format = ChatTemplates.FormatOf(template);
        foreach (var recorded in RecordedOutputs.All.Where(output => output.Template == template))
        {
            for (var length = 0; length < recorded.Output.Length; length++)
            {
                var parser = new ChatOutputParser(format, RecordedOutputs.Tools, ReasoningFormat.Auto, recorded.StartsInReasoning);
                var answer = ParsedAnswer.Read(parser, recorded.Output[..length], 5);
                Assert.All(answer.Calls.Zip(recorded.Expected.Calls), pair => Assert.Equal(pair.Second.Name, pair.First.Name));
            }
        }
    }
}
