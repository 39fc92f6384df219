using System.Text;
using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>
/// Input that is broken or means harm: each gets its status and one sentence that names it, the host tells its story afterwards, and
/// the models' folder is as it was.
/// </summary>
public sealed class BadInputTests(BadInputTests.ChatHost chat) : IClassFixture<BadInputTests.ChatHost>, IDisposable
{
    private const string Endless = """
        {"$defs": {"a": {"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}, "required": ["a"]}}, "$ref": "#/$defs/a"}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("bad-input-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, string> Conversations { get; } = new()
    {
        { "poet", "", "Messages[0].role is 'poet'" },
        { "tool", "", "no message before it calls one" },
        { "user", """[{"type": "function", "function": {""", "Tools is not valid JSON" },
        { "user", "7", "Tools is no JSON array" },
        { "user", Tool("""{"type": "wrong"}"""), "The JSON schema in Tools has" },
        { "user", Tool(Endless), "The JSON schema in Tools refers to itself" },
        { "user", Tool("""{"type":"object","properties":{"x":""" + new string('[', 5000) + new string(']', 5000) + "}}"), "Tools" },
    };

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task In_a_conversation(string role, string tools, string names)
    {
        var host = await chat.StartedAsync();
        var request = new PredictOptions
        {
            UseTokenizerTemplate = true,
            Tools = tools,
            ToolChoice = tools.Length > 0 ? "required" : "",
            Messages = { new Message { Role = role, Content = "Hi" } },
        };

        await RefusedAsync(host, request, names);
    }

    public static TheoryData<string, string> Grammars { get; } = new()
    {
        { Endless, "The JSON schema in Grammar refers to itself" },
        { """{"$ref":"#"}""", "Grammar" },
        { """{"type":"string","pattern":"((a{1,1000}){1,1000}){1,1000}"}""", "pattern" },
        { Chain(100_000, index => $"r{index} ::= r{index + 1}\n"), "Grammar has 1" },
        { Chain(40, index => $"r{index} ::= r{index + 1} r{index + 1}\n") + "r40 ::= \"\" | \"a\"", "too many ways" },
        { "root ::= \"a\" (x | y)\nx ::= root \"1\"\ny ::= root \"2\"", "too many ways" },
        { $"root ::= {new string('(', 10_000)}\"a\"{new string(')', 10_000)}", "nested deeper" },
        { "root ::= (\"a\"{1000}){1000000}{1000000}", "repetition that makes it too large" },
        { "root ::= \"a\"{5,2}", "repetition of 5 to 2 times" },
        { "root ::= e root \"b\" | \"a\"\ne ::= f\nf ::= \"\"", "the rule root, which begins with itself" },
        { "root ::= missing", "the rule missing, which is not there" },
        { "root ::= \"open", "a text that does not end" },
        { "root ::= [z-a]", "the range z-a" },
    };

    [Theory]
    [MemberData(nameof(Grammars))]
    public async Task As_a_grammar(string grammar, string names)
    {
        var host = await chat.StartedAsync();
        var request = StoryHost.Greedy("Once upon a time", 1000);
        request.Grammar = grammar;
        // Always the letter that opens more ways.
        request.LogitBias = """{"a": 100}""";

        await RefusedAsync(host, request, names);
    }

    [Theory]
    [InlineData("{% for i in range(1000000000) %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='a') %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}")]
    [InlineData("{{ 'a' * 1000000000000 }}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    public async Task As_a_template(string template)
    {
        await using var host = await StartAsync($"chat_template:{template}");
        var request = new PredictOptions { UseTokenizerTemplate = true, Messages = { new Message { Role = "user", Content = "Hi" } } };

        await RefusedAsync(host, request, "template");
    }

    [Fact]
    public async Task As_a_file_of_another_model()
    {
        await using var host = await StartAsync();
        var other = OtherVocabulary();
        var cached = StoryHost.Greedy("Once upon a time, there was a little girl named Lily", 8);
        cached.PromptCachePath = "story.cache";
        await host.Client.PredictAsync(cached, RunningHost.Soon());
        var files = Files();

        foreach (var (change, names) in (IEnumerable<(Action<ModelOptions>, string)>)
            [
                (model => model.LoraAdapters.Add(model.ModelFile), "LoRA adapter: stories260K-f32.gguf"),
                (model => { model.ModelFile = other; model.DraftModel = Repository.Model("llm/stories260K-f32.gguf"); }, "DraftModel"),
                (model => model.DraftModel = other, "DraftModel"),
                (model => model.DraftModel = Repository.Model("llm/lora.gguf"), "DraftModel: lora.gguf"),
            ])
        {
            var model = Model();
            change(model);
            var refused = await host.TryLoadAsync(model);
            Assert.False(refused.Success);
            AssertSentence(refused.Message, names);
            await AssertTellsAsync(host);
        }

        var q8 = Model();
        q8.ModelFile = Repository.Model("llm/stories260K-q8_0.gguf");
        Assert.True((await host.TryLoadAsync(q8)).Success);
        await RefusedAsync(host, cached, "PromptCachePath 'story.cache' holds the prompt cache of another model");
        Assert.Equal(files, Files());
    }

    [Fact]
    public async Task As_a_forged_prompt_cache()
    {
        await using var host = await StartAsync();
        var cached = StoryHost.Greedy("Once upon a time", 4);
        cached.PromptCachePath = "forged.cache";
        await File.WriteAllBytesAsync(Path.Combine(_folder, "forged.cache"), new byte[100], TestContext.Current.CancellationToken);
        var files = Files();

        await RefusedAsync(host, cached, "PromptCachePath 'forged.cache' is no prompt cache");
        Assert.Equal(files, Files());
    }

    [Fact]
    public async Task As_a_job_of_quantising()
    {
        await using var host = await StartAsync();
        var source = Path.Combine(_folder, "model-q8_0.gguf");
        File.Copy(Repository.Model("llm/stories260K-f32.gguf"), source);
        await File.WriteAllTextAsync(Path.Combine(_folder, "plain.txt"), "text", TestContext.Current.CancellationToken);
        var files = Files();

        foreach (var (change, names) in (IEnumerable<(Action<QuantizationRequest>, string)>)
            [
                (request => request.QuantizationType = "q9_9", "quantization_type is 'q9_9'"),
                (request => request.OutputDir = Path.Combine(_folder, "plain.txt"), "plain.txt"),
                (request => request.OutputDir = Path.Combine(_folder, "plain.txt", "out"), "plain.txt"),
                (request => request.OutputDir = "/proc/1/none", "/proc/1/none"),
                (request => request.OutputDir = source, "model-q8_0.gguf"),
                (request => (request.Model, request.OutputDir) = (source, _folder), "model-q8_0.gguf"),
                (request => request.Model = Path.Combine(_folder, "missing.gguf"), "missing.gguf"),
                (request => request.Model = Path.Combine(_folder, "plain.txt"), "plain.txt"),
                (request => request.Model = Repository.Model("llm/lora.gguf"), "lora.gguf"),
                (request => request.JobId = "../../escape", ""),
            ])
        {
            var request = Job(source, "q4_0", "job");
            if (names.StartsWith("model", StringComparison.Ordinal))
                request.QuantizationType = "q8_0";
            change(request);

            var started = await host.Client.StartQuantizationAsync(request, RunningHost.Soon());
            var message = started.Success ? await FailureAsync(host, started.JobId) : started.Message;
            if (names.Length > 0)
                AssertSentence(message, names);
            await AssertTellsAsync(host);
            if (Directory.Exists(Path.Combine(_folder, "out")))
                Directory.Delete(Path.Combine(_folder, "out"), recursive: true);
            Assert.Equal(files, Files());
        }
    }

    [Fact]
    public async Task As_a_second_job_with_the_id_of_one_at_work()
    {
        await using var host = await StartAsync();
        var large = LargeFolder.Write(Path.Combine(_folder, "large"));
        var request = Job(large, "q4_k_m", "twice");
        Assert.True((await host.Client.StartQuantizationAsync(request, RunningHost.Soon())).Success);

        var second = await host.Client.StartQuantizationAsync(request, RunningHost.Soon());

        Assert.False(second.Success);
        Assert.Equal("Job twice already exists", second.Message);
        Assert.True((await host.Client.StopQuantizationAsync(new QuantizationStopRequest { JobId = "twice" }, RunningHost.Soon())).Success);
        await FailureAsync(host, "twice");
        await AssertTellsAsync(host);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_folder, "out")));
    }

    private static string Tool(string parameters) =>
        """[{"type": "function", "function": {"name": "f", "parameters": """ + parameters + "}}]";

    private static string Chain(int length, Func<int, string> rule) =>
        "root ::= r0\n" + string.Concat(Enumerable.Range(0, length).Select(rule));

    /// <summary>The story model with one token spelled otherwise.</summary>
    private string OtherVocabulary()
    {
        var bytes = File.ReadAllBytes(Repository.Model("llm/stories260K-f32.gguf"));
        bytes[bytes.AsSpan().IndexOf("Lily"u8)] = (byte)'X';
        var file = Path.Combine(_folder, "other.gguf");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private QuantizationRequest Job(string model, string type, string id) =>
        new() { Model = model, QuantizationType = type, OutputDir = Path.Combine(_folder, "out"), JobId = id };

    private string[] Files() =>
        [.. Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private ModelOptions Model()
    {
        var model = StoryHost.Model;
        model.ModelPath = _folder;
        return model;
    }

    private async Task<RunningHost> StartAsync(params string[] options)
    {
        var model = Model();
        model.Options.AddRange(options);
        return await StoryHost.StartAsync(model);
    }

    private static async Task RefusedAsync(RunningHost host, PredictOptions request, string names)
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.PredictAsync(request, RunningHost.Soon()));
        using var stream = host.Client.PredictStream(request, RunningHost.Soon());
        var streamed = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
                continue;
        });

        Assert.Equal((StatusCode.InvalidArgument, StatusCode.InvalidArgument), (error.StatusCode, streamed.StatusCode));
        Assert.Equal(error.Status.Detail, streamed.Status.Detail);
        AssertSentence(error.Status.Detail, names);
        await AssertTellsAsync(host);
    }

    /// <summary>What a job ended with that was not refused at once.</summary>
    private static async Task<string> FailureAsync(RunningHost host, string job)
    {
        using var call = host.Client.QuantizationProgress(
            new QuantizationProgressRequest { JobId = job }, RunningHost.Soon());
        var last = new QuantizationProgressUpdate();
        await foreach (var update in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            last = update;
        return last.Message;
    }

    private static async Task AssertTellsAsync(RunningHost host)
    {
        var reply = await host.Client.PredictAsync(StoryHost.Greedy("Once upon a time", 8), RunningHost.Soon());
        Assert.Equal(", there was a little girl", reply.Message.ToStringUtf8());
    }

    private static void AssertSentence(string text, string names)
    {
        Assert.Contains(names, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 20, 500);
    }

    /// <summary>A host with the template of a model that calls tools.</summary>
    public sealed class ChatHost : IAsyncDisposable
    {
        private readonly SemaphoreSlim _starting = new(1);
        private RunningHost? _host;

        internal async Task<RunningHost> StartedAsync()
        {
            var model = StoryHost.Model;
            model.Options.Add($"chat_template:{Repository.Template("Qwen-Qwen3-0.6B.jinja")}");
            await _starting.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return _host ??= await StoryHost.StartAsync(model);
            }
            finally
            {
                _starting.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            _starting.Dispose();
            if (_host is not null)
                await _host.DisposeAsync();
        }
    }
}
