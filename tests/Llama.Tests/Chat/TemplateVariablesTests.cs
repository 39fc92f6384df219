using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Chat;

public class TemplateVariablesTests
{
    [Fact]
    public void Each_pair_is_a_variable_and_the_truth_words_are_truth_values()
    {
        var request = new PredictOptions { Metadata = { ["enable_thinking"] = "false", ["reasoning_effort"] = "low" } };

        var variables = TemplateVariables.Read(request);

        Assert.False(TemplateVariables.Thinking(variables));
        Assert.Equal("low", variables["reasoning_effort"]!.GetValue<string>());
    }

    [Fact]
    public void The_merged_object_wins_and_keeps_its_types()
    {
        var request = new PredictOptions
        {
            Metadata =
            {
                ["enable_thinking"] = "false",
                ["chat_template_kwargs"] = """{"enable_thinking": "true", "depth": 3, "tags": ["a"]}""",
            },
        };

        Assert.Equal("""{"enable_thinking":true,"depth":3,"tags":["a"]}""", TemplateVariables.Read(request).ToJsonString());
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("""{"a": 1, "a": 2}""")]
    public void What_is_no_object_is_passed_over(string merged)
    {
        var request = new PredictOptions { Metadata = { ["chat_template_kwargs"] = merged, ["x"] = "y" } };

        Assert.Equal("""{"x":"y"}""", TemplateVariables.Read(request).ToJsonString());
    }

    [Fact]
    public void What_the_request_itself_says_cannot_be_replaced()
    {
        var request = new PredictOptions
        {
            Metadata =
            {
                ["messages"] = "x",
                ["chat_template_kwargs"] = """{"tools": [], "bos_token": "x", "add_generation_prompt": false}""",
            },
        };

        Assert.Empty(TemplateVariables.Read(request));
    }
}
