using System.Text.Json;
using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>Conversations with the story model, which knows no chat template: one that says only what the user says, and real ones.</summary>
public class ChatTests(ChatTests.Hosts hosts) : IClassFixture<ChatTests.Hosts>
{
    private const string Plain = "{% for message in messages %}{{ message.content }}{% endfor %}";
    private const string Story = ", there was a little girl named Lily. She loved to play outside";

    private const string Weather = """
        [{"type": "function", "function": {"name": "get_weather", "description": "The weather somewhere.", "parameters": {
          "type": "object", "required": ["days", "unit"], "additionalProperties": false, "properties": {
            "days": {"type": "integer", "minimum": 1, "maximum": 7}, "unit": {"enum": ["celsius", "kelvin"]}}}}}]
        """;

    [Fact]
    public async Task Messages_become_the_prompt_by_the_template()
    {
        var host = await hosts.PlainAsync();

        var reply = await host.Client.PredictAsync(Chat(Say("user", "Once upon a time")), RunningHost.Soon());

        Assert.StartsWith(Story, reply.Message.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal(reply.Message.ToStringUtf8(), Assert.Single(reply.ChatDeltas).Content);
        Assert.Equal((30, 5), (reply.Tokens, reply.PromptTokens));
    }

    [Fact]
    public async Task A_last_message_of_the_assistant_is_continued()
    {
        var host = await hosts.PlainAsync();

        var reply = await host.Client.PredictAsync(
            Chat(Say("user", "Once upon a time"), Say("assistant", ", there was a little")), RunningHost.Soon());

        Assert.StartsWith(Story[", there was a little".Length..], reply.Message.ToStringUtf8(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokenizing_messages_counts_the_rendered_prompt()
    {
        var host = await hosts.PlainAsync();

        var tokens = await host.Client.TokenizeStringAsync(Chat(Say("user", "Once upon a time")), RunningHost.Soon());

        Assert.Equal([403, 407, 261, 378], tokens.Tokens);
    }

    [Theory]
    [InlineData("required")]
    [InlineData("""{"type": "function", "function": {"name": "get_weather"}}""")]
    public async Task A_call_that_must_be_is_one_that_fits_the_schema(string choice)
    {
        var host = await hosts.QwenAsync();
        var request = Chat(Say("user", "Weather?"));
        request.Tools = Weather;
        request.ToolChoice = choice;
        request.Tokens = 200;

        var whole = Assert.Single((await host.Client.PredictAsync(request, RunningHost.Soon())).ChatDeltas).ToolCalls;
        Assert.Single(whole.Select(call => call.Index).Distinct());
        AssertFits(whole[0].Name, whole[0].Arguments);
        Assert.NotEmpty(whole[0].Id);

        using var call = host.Client.PredictStream(request, RunningHost.Soon());
        var pieces = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)
            .SelectMany(reply => reply.ChatDeltas.SelectMany(delta => delta.ToolCalls).ToAsyncEnumerable())
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("get_weather", pieces[0].Name);
        Assert.All(pieces.Skip(1), piece => Assert.Equal(("", "", 0), (piece.Name, piece.Id, piece.Index)));
        Assert.Equal(whole[0].Arguments, string.Concat(pieces.Select(piece => piece.Arguments)));
    }

    [Fact]
    public async Task A_thought_ends_when_its_tokens_are_used_up()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null });
        var model = StoryHost.Model;
        model.Options.Add("enable_reasoning:6");
        // This one begins the thought in the prompt.
        model.Options.Add("chat_template:" + """
            {% for m in messages %}{{ m.role + ': ' }}{% if m.reasoning_content %}{{ '<think>' + m.reasoning_content + '</think>' }}{% endif %}{{ m.content }}
            {% endfor %}{% if add_generation_prompt %}{{ 'assistant: <think>' }}{% endif %}
            """);
        var loaded = await host.TryLoadAsync(model);
        Assert.True(loaded.Success, loaded.Message);

        var delta = Assert.Single((await host.Client.PredictAsync(Chat(Say("user", "Once upon a time")), RunningHost.Soon())).ChatDeltas);

        Assert.NotEmpty(delta.ReasoningContent);
        Assert.NotEmpty(delta.Content);
        Assert.DoesNotContain("think", delta.ReasoningContent + delta.Content, StringComparison.Ordinal);
        var tokens = await host.Client.TokenizeStringAsync(new PredictOptions { Prompt = delta.ReasoningContent }, RunningHost.Soon());
        Assert.InRange(tokens.Length, 1, 8);
    }

    [Fact]
    public async Task The_metadata_tells_the_format_and_shows_the_template()
    {
        var host = await hosts.QwenAsync();

        var metadata = await host.Client.ModelMetadataAsync(new ModelOptions(), RunningHost.Soon());

        Assert.True(metadata.SupportsThinking);
        Assert.Equal("<|im_start|>user\ntest<|im_end|>\n<|im_start|>assistant\n", metadata.RenderedTemplate);
        Assert.Equal("json_native", metadata.ToolFormat.FormatType);
        Assert.Equal(("<tool_call>", "</tool_call>"), (metadata.ToolFormat.PerCallStart.Trim(), metadata.ToolFormat.PerCallEnd.Trim()));
        Assert.Equal("", metadata.MediaMarker);
    }

    [Theory]
    [InlineData("poet", "", "", "Messages[0].role is 'poet'")]
    [InlineData("tool", "", "", "no message before it calls one")]
    [InlineData("user", "{", "", "Tools is not valid JSON")]
    [InlineData("user", "{}", "", "Tools is no JSON array")]
    [InlineData("user", "[{}]", "", "Tools[0] has no function.name")]
    [InlineData("user", Weather, "sometimes", "ToolChoice is sometimes")]
    [InlineData("user", Weather, """{"type": "function", "function": {"name": "other"}}""", "names the function other")]
    public async Task What_is_wrong_is_one_sentence_and_the_host_lives(string role, string tools, string choice, string sentence)
    {
        var host = await hosts.QwenAsync();
        var request = Chat(Say(role, "Hi"));
        request.Tools = tools;
        request.ToolChoice = choice;

        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.PredictAsync(request, RunningHost.Soon()));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains(sentence, error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal("OK", (await host.Client.HealthAsync(new(), RunningHost.Soon())).Message.ToStringUtf8());
    }

    [Fact]
    public async Task A_model_without_a_template_says_what_to_do()
    {
        await using var host = await StoryHost.StartAsync(StoryHost.Model);

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.PredictAsync(Chat(Say("user", "Hi")), RunningHost.Soon()));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("the option chat_template", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(new ModelMetadataResponse(), await host.Client.ModelMetadataAsync(new ModelOptions(), RunningHost.Soon()));
    }

    [Theory]
    [InlineData("{% for x in %}", "The chat template cannot be read: chat template, line 1, column")]
    [InlineData("nowhere.jinja", "There is no template at")]
    public async Task A_wrong_template_option_fails_the_load(string template, string sentence)
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null });
        var model = StoryHost.Model;
        model.Options.Add($"chat_template:{template}");

        var result = await host.TryLoadAsync(model);

        Assert.False(result.Success);
        Assert.Contains(sentence, result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{% for i in range(1000000000) %}{% endfor %}")]
    [InlineData("{{ 'a' * 1000000000000 }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    public async Task A_template_without_end_is_ended(string template)
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null });
        var model = StoryHost.Model;
        model.Options.Add($"chat_template:{template}");
        var loaded = await host.TryLoadAsync(model);
        Assert.True(loaded.Success, loaded.Message);

        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.PredictAsync(Chat(Say("user", "Hi")), RunningHost.Soon()));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal("OK", (await host.Client.HealthAsync(new(), RunningHost.Soon())).Message.ToStringUtf8());
    }

    private static PredictOptions Chat(params Message[] messages) =>
        new() { UseTokenizerTemplate = true, Messages = { messages }, Tokens = 30, Temperature = 0 };

    private static Message Say(string role, string content) => new() { Role = role, Content = content };

    private static void AssertFits(string name, string arguments)
    {
        Assert.Equal("get_weather", name);
        var read = JsonDocument.Parse(arguments).RootElement;
        Assert.Equal(2, read.EnumerateObject().Count());
        Assert.InRange(read.GetProperty("days").GetInt32(), 1, 7);
        Assert.Contains(read.GetProperty("unit").GetString(), (string[])["celsius", "kelvin"]);
    }

    /// <summary>A host for each template, shared by the tests.</summary>
    public sealed class Hosts : IAsyncDisposable
    {
        private readonly SemaphoreSlim _starting = new(1);
        private RunningHost? _plain;
        private RunningHost? _qwen;

        internal async Task<RunningHost> PlainAsync() => _plain ??= await StartAsync(Plain);

        internal async Task<RunningHost> QwenAsync() => _qwen ??= await StartAsync(Repository.Template("Qwen-Qwen3-0.6B.jinja"));

        public async ValueTask DisposeAsync()
        {
            _starting.Dispose();
            if (_plain is not null)
                await _plain.DisposeAsync();
            if (_qwen is not null)
                await _qwen.DisposeAsync();
        }

        private async Task<RunningHost> StartAsync(string template)
        {
            var model = StoryHost.Model;
            model.Options.Add($"chat_template:{template}");
            await _starting.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return await StoryHost.StartAsync(model);
            }
            finally
            {
                _starting.Release();
            }
        }
    }
}
