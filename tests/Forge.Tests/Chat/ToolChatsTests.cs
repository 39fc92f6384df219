using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Chat;
using LocalAI.Plugins.Forge.Chat.Tools;

namespace LocalAI.Plugins.Forge.Tests.Chat;

public sealed class ToolChatsTests
{
    private static IEnumerable<Sample> WithCalls => Samples.Train(8000).Concat(Samples.HeldOut("tool-calls", 200))
        .Concat(Samples.HeldOut("tool-answers", 200)).Where(sample => sample.Messages.Any(message => message.Calls.Count > 0));

    [Fact]
    public void A_call_names_a_tool_that_is_shown_and_gives_what_it_requires()
    {
        foreach (var sample in WithCalls)
        {
            foreach (var call in sample.Messages.SelectMany(message => message.Calls))
            {
                var tool = Assert.Single(sample.Tools, tool => tool.Name == call.Function);
                var names = call.Arguments.Select(argument => argument.Key).ToHashSet();
                Assert.Subset(tool.Parameters.Select(parameter => parameter.Name).ToHashSet(), names);
                var required = tool.Parameters.Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name);
                Assert.Superset(required.ToHashSet(), names);
                Assert.All(tool.Parameters.Where(parameter => names.Contains(parameter.Name)), parameter =>
                    Assert.Equal(parameter.Type == "integer", call.Arguments[parameter.Name]!.GetValueKind() == JsonValueKind.Number));
            }
        }
    }

    [Fact]
    public void Arguments_are_copied_from_what_the_user_says()
    {
        foreach (var sample in WithCalls)
        {
            var said = "";
            foreach (var message in sample.Messages)
            {
                if (message.Role == "user")
                    said = message.Content;
                // A calculator is given the signs for the words "plus" and "times".
                var isSum = message.Calls.Any(call => call.Arguments.Any(argument => argument.Key is "expression" or "formula" or "input"));
                foreach (var value in message.Calls.SelectMany(call => call.Arguments.Select(argument => argument.Value!.ToString())))
                {
                    var words = isSum ? value.Split(' ', '+', '-', '*', '/') : [value];
                    Assert.All(words, word => Assert.Contains(word, said, StringComparison.OrdinalIgnoreCase));
                }
            }
        }
    }

    [Fact]
    public void The_answer_has_what_the_result_says()
    {
        var numbers = 0;
        foreach (var sample in WithCalls)
        {
            foreach (var (result, answer) in sample.Messages.Zip(sample.Messages.Skip(1)))
            {
                if (result.Role != "tool" || answer.Role != "assistant" || sample.Messages.Any(message => message.Calls.Count > 1))
                    continue;
                var first = JsonNode.Parse(result.Content)!.AsObject().Where(pair => pair.Value!.GetValueKind() == JsonValueKind.Number
                    && pair.Key is not ("humidity" or "wind")).Select(pair => pair.Value!.ToString()).ToList();
                Assert.All(first, number => Assert.Contains(number, answer.Content, StringComparison.Ordinal));
                numbers += first.Count;
            }
        }
        Assert.True(numbers > 500, $"only {numbers} numbers were looked for");
    }

    [Fact]
    public void Every_kind_of_tool_is_used_and_shown_beside_others()
    {
        var used = WithCalls.SelectMany(sample => sample.Messages).SelectMany(message => message.Calls)
            .Select(call => call.Function).ToHashSet();

        Assert.True(used.Count > ToolBox.Kinds.Count * 3, $"only {used.Count} names of tools are used");
        Assert.Equal([1, 2, 3], WithCalls.Select(sample => sample.Tools.Count).Distinct().Order());
        Assert.All(WithCalls, sample => Assert.Distinct(sample.Tools.Select(tool => tool.Name)));
    }

    [Fact]
    public void Without_a_fitting_tool_nothing_is_called_and_the_refusal_says_so() => Assert.All(
        Samples.Train(8000).Where(sample => sample.Kind == "no tool"), sample =>
        {
            Assert.All(sample.Messages, message => Assert.Empty(message.Calls));
            Assert.StartsWith("I cannot", sample.Messages[^1].Content, StringComparison.Ordinal);
        });
}
