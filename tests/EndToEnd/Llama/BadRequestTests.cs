using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>Requests that cannot work: INVALID_ARGUMENT with one sentence that names the field and the value.</summary>
public class BadRequestTests(StoryHost story) : IClassFixture<StoryHost>
{
    [Theory]
    [InlineData("Temperature", "-0.5")]
    [InlineData("Temperature", "\"NaN\"")]
    [InlineData("Temperature", "\"Infinity\"")]
    [InlineData("TopP", "-0.1")]
    [InlineData("TopP", "\"NaN\"")]
    [InlineData("MinP", "-1")]
    [InlineData("MinP", "\"NaN\"")]
    [InlineData("TypicalP", "-0.1")]
    [InlineData("TopK", "-1")]
    [InlineData("Repeat", "-2")]
    [InlineData("Penalty", "\"NaN\"")]
    [InlineData("FrequencyPenalty", "\"NaN\"")]
    [InlineData("PresencePenalty", "\"-Infinity\"")]
    [InlineData("Mirostat", "3")]
    [InlineData("Mirostat", "-1")]
    [InlineData("Tokens", "-2")]
    [InlineData("Logprobs", "-1")]
    [InlineData("LogitBias", "\"{\"")]
    [InlineData("LogitBias", "\"[1, 2\"")]
    [InlineData("LogitBias", "\"7\"")]
    [InlineData("Grammar", "\"root ::= (\"")]
    [InlineData("Grammar", "\"nonsense\"")]
    [InlineData("Grammar", "\"leaf ::= \\\"a\\\"\"")]
    [InlineData("Images", "[\"aGk=\"]")]
    public async Task A_wrong_value(string field, string json)
    {
        var host = await story.StartedAsync();
        var request = $$"""{ "Prompt": "Once upon a time", "Tokens": 4, "{{field}}": {{json}} }""";
        if (field == "Tokens")
            request = $$"""{ "Prompt": "Once upon a time", "Tokens": {{json}} }""";

        foreach (var rpc in new[] { "Predict", "PredictStream" })
        {
            var status = await AnyRpc.StatusOfAsync(host.Invoker, rpc, RunningHost.Soon(), request);
            Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
            Assert.Contains(field == "Images" ? "images" : field, status.Detail, StringComparison.Ordinal);
            AssertOneSentence(status.Detail);
        }
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(10_000_000)]
    public async Task A_prompt_longer_than_the_context(int words)
    {
        var host = await story.StartedAsync();
        var prompt = string.Concat(Enumerable.Repeat("a ", words));

        var status = await AnyRpc.StatusOfAsync(host.Invoker, "Predict", RunningHost.Soon(), $$"""{ "Prompt": "{{prompt}}" }""");

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
        Assert.Contains("Prompt", status.Detail, StringComparison.Ordinal);
        Assert.Contains("context", status.Detail, StringComparison.Ordinal);
        AssertOneSentence(status.Detail);
    }

    [Theory]
    [InlineData("StopPrompts", "[\"\"]")]
    [InlineData("LogitBias", "\"{}\"")]
    [InlineData("LogitBias", "\"\"")]
    [InlineData("TopP", "0")]
    [InlineData("TypicalP", "0")]
    [InlineData("Penalty", "0")]
    [InlineData("Repeat", "0")]
    [InlineData("Tools", "\"not json\"")]
    [InlineData("ToolChoice", "\"auto\"")]
    [InlineData("CorrelationId", "\"\\u0000\"")]
    public async Task What_only_looks_wrong_is_answered(string field, string json)
    {
        var host = await story.StartedAsync();
        var request = $$"""{ "Prompt": "Once upon a time", "Tokens": 4, "{{field}}": {{json}} }""";

        var answers = await AnyRpc.CallAsync(host.Invoker, "Predict", RunningHost.Soon(), request)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"tokens\": 4", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_embed_on_a_model_for_text_is_no_crash()
    {
        var host = await story.StartedAsync();

        var status = await AnyRpc.StatusOfAsync(host.Invoker, "Embedding", RunningHost.Soon());

        Assert.True(status.StatusCode is StatusCode.InvalidArgument or StatusCode.Unimplemented, status.ToString());
        AssertOneSentence(status.Detail);
    }

    private static void AssertOneSentence(string text)
    {
        Assert.NotEmpty(text);
        Assert.DoesNotContain('\n', text);
        Assert.True(text.Length < 500, text);
    }
}
