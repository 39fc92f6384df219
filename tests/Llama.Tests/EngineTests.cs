using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests;

public sealed class EngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Predict_tells_the_known_story_in_both_places()
    {
        await using var model = await Load();

        var reply = await ((ITextGenerator)model).PredictAsync(Story(100), Cancellation);

        Assert.Equal(StoriesModel.Story, reply.Message.ToStringUtf8());
        Assert.Equal(StoriesModel.Story, Assert.Single(reply.ChatDeltas).Content);
        Assert.Equal(100, reply.Tokens);
        Assert.Equal(5, reply.PromptTokens);
        Assert.True(reply.TimingPromptProcessing > 0 && reply.TimingTokenGeneration > 0);
    }

    [Fact]
    public async Task PredictStream_gives_the_same_text_in_pieces_and_counts_at_the_end()
    {
        await using var model = await Load();

        var replies = await ((ITextGenerator)model).PredictStreamAsync(Story(100), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(StoriesModel.Story, string.Concat(replies.Select(reply => reply.Message.ToStringUtf8())));
        Assert.All(replies[..^1], reply => Assert.Equal(reply.Message.ToStringUtf8(), reply.ChatDeltas.Single().Content));
        Assert.All(replies[..^1], reply => Assert.Equal(0, reply.Tokens));
        Assert.True(replies[^1].Message.IsEmpty);
        Assert.Equal((100, 5), (replies[^1].Tokens, replies[^1].PromptTokens));
    }

    [Fact]
    public async Task A_story_ends_where_the_model_ends_it()
    {
        await using var model = await Load();

        var reply = await ((ITextGenerator)model).PredictAsync(Story(0), Cancellation);

        Assert.StartsWith(StoriesModel.Story, reply.Message.ToStringUtf8(), StringComparison.Ordinal);
        Assert.InRange(reply.Tokens, 300, 360);
    }

    [Fact]
    public async Task IgnoreEOS_goes_on_to_the_end_of_the_context()
    {
        await using var model = await Load();
        var request = Story(0);
        request.IgnoreEOS = true;

        var reply = await ((ITextGenerator)model).PredictAsync(request, Cancellation);

        Assert.Equal(512 - 5 + 1, reply.Tokens);
    }

    [Theory]
    [InlineData("park")]
    [InlineData(" to play out")]
    [InlineData("e park.")]
    public async Task A_stop_string_ends_the_text_before_it(string stop)
    {
        await using var model = await Load();
        var request = Story(100);
        request.StopPrompts.Add(["", stop]);

        var reply = await ((ITextGenerator)model).PredictAsync(request, Cancellation);

        Assert.Equal(StoriesModel.Story[..StoriesModel.Story.IndexOf(stop, StringComparison.Ordinal)], reply.Message.ToStringUtf8());
    }

    [Fact]
    public async Task Logprobs_have_the_shape_LocalAI_reads()
    {
        await using var model = await Load();
        var request = Story(5);
        request.Logprobs = 3;
        request.TopLogprobs = 3;

        var reply = await ((ITextGenerator)model).PredictAsync(request, Cancellation);

        using var json = JsonDocument.Parse(reply.Logprobs.ToStringUtf8());
        var content = json.RootElement.GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(5, content.Count);
        foreach (var token in content)
        {
            var bytes = token.GetProperty("bytes").EnumerateArray().Select(value => value.GetByte()).ToArray();
            Assert.Equal(token.GetProperty("token").GetString(), Encoding.UTF8.GetString(bytes));
            var top = token.GetProperty("top_logprobs").EnumerateArray().ToList();
            Assert.Equal(3, top.Count);
            // Greedy takes the likeliest.
            Assert.Equal(token.GetProperty("id").GetInt32(), top[0].GetProperty("id").GetInt32());
            Assert.Equal(token.GetProperty("logprob").GetDouble(), top[0].GetProperty("logprob").GetDouble());
            Assert.InRange(token.GetProperty("logprob").GetDouble(), -5, 0);
            Assert.True(top.Sum(entry => Math.Exp(entry.GetProperty("logprob").GetDouble())) <= 1.00001);
        }
    }

    [Fact]
    public async Task LogitBias_bans_by_id_and_by_text()
    {
        await using var model = await Load();
        var tokens = await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions { Prompt = "," }, Cancellation);
        var byId = Story(3);
        byId.LogitBias = $$"""{"{{tokens.Tokens[^1]}}": -100, "999999": 5}""";
        var byText = Story(3);
        byText.LogitBias = """[[",", false]]""";

        var first = await ((ITextGenerator)model).PredictAsync(byId, Cancellation);
        var second = await ((ITextGenerator)model).PredictAsync(byText, Cancellation);

        Assert.DoesNotContain(',', first.Message.ToStringUtf8());
        Assert.DoesNotContain(',', second.Message.ToStringUtf8());
    }

    [Fact]
    public async Task A_grammar_shapes_the_text()
    {
        await using var model = await Load();
        var request = Story(50);
        request.Grammar = "root ::= \" \" [A-Z] [a-z]+ \" \" [0-9]{4} \".\"";

        var reply = await ((ITextGenerator)model).PredictAsync(request, Cancellation);

        Assert.Matches("^ [A-Z][a-z]+ [0-9]{4}\\.$", reply.Message.ToStringUtf8());
    }

    [Fact]
    public async Task A_JSON_schema_shapes_the_answer()
    {
        await using var model = await Load();
        var request = Story(200);
        request.Grammar = """
            {"type":"object","required":["name","age"],
            "properties":{"name":{"type":"string","pattern":"^[A-Z][a-z]{2,8}$"},"age":{"type":"integer","minimum":3,"maximum":9}}}
            """;

        var reply = await ((ITextGenerator)model).PredictAsync(request, Cancellation);

        using var json = JsonDocument.Parse(reply.Message.ToStringUtf8());
        Assert.Matches("^[A-Z][a-z]{2,8}$", json.RootElement.GetProperty("name").GetString());
        Assert.InRange(json.RootElement.GetProperty("age").GetInt32(), 3, 9);
    }

    [Fact]
    public async Task A_grammar_waits_for_the_triggers_of_the_load()
    {
        await using var model = await Load(options => options.GrammarTriggers.Add(new GrammarTrigger { Word = " girl" }));
        var request = Story(50);
        request.Grammar = "root ::= \" girl\" \" no. \" [0-9]{3} \"!\"";

        var reply = await ((ITextGenerator)model).PredictAsync(request, Cancellation);

        Assert.Matches("^, there was a little girl no\\. [0-9]{3}!$", reply.Message.ToStringUtf8());
    }

    [Fact]
    public async Task TokenizeString_counts_without_a_begin_token()
    {
        await using var model = await Load();

        var tokens = await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions { Prompt = StoriesModel.Prompt }, Cancellation);
        var none = await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions(), Cancellation);

        Assert.Equal([403, 407, 261, 378], tokens.Tokens);
        Assert.Equal(4, tokens.Length);
        Assert.Empty(none.Tokens);
    }

    [Fact]
    public async Task GetMetrics_counts_what_was_done()
    {
        await using var model = await Load();
        await ((ITextGenerator)model).PredictAsync(Story(20), Cancellation);

        var metrics = await ((IModelMetrics)model).GetMetricsAsync(new MetricsRequest(), Cancellation);

        Assert.Equal(20, metrics.TokensGenerated);
        Assert.Equal(5, metrics.PromptTokensProcessed);
        Assert.True(metrics.TokensPerSecond > 0);
    }

    [Fact]
    public async Task Memory_names_the_weights_and_the_cache()
    {
        await using var model = await Load();

        Assert.InRange(model.Memory["weights"], 1_000_000ul, 1_100_000ul);
        // 5 layers, 4 heads of 8, keys and values in half precision, 512 tokens.
        Assert.Equal(5ul * 4 * 8 * 2 * 2 * 512, model.Memory["kv_cache"]);
        Assert.Equal(Device.Cpu, model.Device);
    }

    [Theory]
    [InlineData(2, 2.0)]
    [InlineData(1, 1.0)]
    [InlineData(3, 3.0)]
    public async Task Embeddings_are_normalised_as_asked(int normalisation, double p)
    {
        await using var model = await Load(options =>
        {
            options.Embeddings = true;
            options.Options.Add(["pooling:mean", $"embd_normalize:{normalisation}"]);
        });

        var result = await ((IEmbedder)model).EmbeddingAsync(new PredictOptions { Embeddings = "A red ball" }, Cancellation);

        Assert.Equal(64, result.Embeddings.Count);
        Assert.Equal(1, Math.Pow(result.Embeddings.Sum(value => Math.Pow(Math.Abs(value), p)), 1 / p), 1e-4);
    }

    [Fact]
    public async Task Mean_pooling_is_the_mean_of_the_rows_without_pooling()
    {
        var request = new PredictOptions { Embeddings = "A red ball" };
        async Task<float[]> Embed(params string[] settings)
        {
            await using var model = await Load(options =>
            {
                options.Embeddings = true;
                options.Options.Add(settings);
            });
            return [.. (await ((IEmbedder)model).EmbeddingAsync(request, Cancellation)).Embeddings];
        }

        var rows = (await Embed("pooling:none")).Chunk(64).ToList();
        var raw = await Embed("pooling:mean", "embd_normalize:-1");
        var scaled = await Embed("pooling:mean", "embd_normalize:0");

        for (var i = 0; i < raw.Length; i++)
            Assert.Equal(rows.Average(row => row[i]), raw[i], 1e-4);
        Assert.Equal(32767, scaled.Max(Math.Abs), 1);
    }

    [Fact]
    public async Task Embeddings_side_by_side_are_the_embeddings_alone_and_tokens_equal_text()
    {
        void Configure(ModelOptions options)
        {
            options.Embeddings = true;
            options.Options.Add(["pooling:mean", "parallel:4"]);
        }
        string[] texts = ["A red ball", "The big dog ran to the park and played all day.", "Tom", "Lily was sad.", "Once upon a time", "x"];
        await using var model = await Load(Configure);
        var embedder = (IEmbedder)model;
        var alone = new List<float[]>();
        foreach (var text in texts)
            alone.Add([.. (await embedder.EmbeddingAsync(new PredictOptions { Embeddings = text }, Cancellation)).Embeddings]);

        var together = await Task.WhenAll(texts.Select(text => embedder.EmbeddingAsync(new PredictOptions { Embeddings = text }, Cancellation)));
        var tokens = await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions { Prompt = texts[0] }, Cancellation);
        var byTokens = await embedder.EmbeddingAsync(new PredictOptions { EmbeddingTokens = { 1, tokens.Tokens } }, Cancellation);

        for (var i = 0; i < texts.Length; i++)
            Assert.True(Cosine(alone[i], together[i].Embeddings) > 0.99999, texts[i]);
        Assert.True(Cosine(alone[0], byTokens.Embeddings) > 0.99999);
        Assert.True(Cosine(alone[0], together[1].Embeddings) < 0.999);
    }

    [Fact]
    public async Task Without_pooling_there_is_a_row_for_each_token()
    {
        await using var model = await Load(options =>
        {
            options.Embeddings = true;
            options.Options.Add("pooling:none");
        });

        var result = await ((IEmbedder)model).EmbeddingAsync(new PredictOptions { EmbeddingTokens = { 1, 403, 407 } }, Cancellation);

        Assert.Equal(3 * 64, result.Embeddings.Count);
    }

    [Fact]
    public async Task A_cancelled_load_leaves_nothing_behind()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Cancelling(cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Load(_ => { }, progress, cancel.Token));
        await using var model = await Load();

        Assert.Equal(3, (await ((ITextGenerator)model).PredictAsync(Story(3), Cancellation)).Tokens);
    }

    [Fact]
    public async Task Progress_that_throws_ends_the_load_not_the_process() =>
        await Assert.ThrowsAsync<EngineException>(() => Load(_ => { }, new Throwing(), Cancellation));

    [Fact]
    public async Task An_override_replaces_metadata()
    {
        await using var model = await Load(options =>
        {
            options.Overrides.Add("llama.context_length=int:384");
            options.ContextSize = 0;
        });

        Assert.Contains("384 tokens", model.Description, StringComparison.Ordinal);
    }

    private static PredictOptions Story(int tokens) => new() { Prompt = StoriesModel.Prompt, Tokens = tokens };

    private static Task<IModel> Load(Action<ModelOptions>? configure = null) => Load(configure ?? (_ => { }), new Progress<float>(), Cancellation);

    private static Task<IModel> Load(Action<ModelOptions> configure, IProgress<float> progress, CancellationToken cancellationToken)
    {
        var options = new ModelOptions { ModelFile = TestFiles.SharedModel("llm/stories260K-f32.gguf"), ContextSize = 512, MMap = true };
        configure(options);
        var context = new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = TestFiles.PluginFolder,
            Progress = progress,
            Capabilities = new NoOthers(),
        };
        return new LlamaEngine().LoadAsync(options, context, cancellationToken);
    }

    private static double Cosine(IEnumerable<float> a, IEnumerable<float> b) =>
        a.Zip(b, (x, y) => (double)x * y).Sum() / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(y => (double)y * y));

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<float>
    {
        public void Report(float value) => source.Cancel();
    }

    private sealed class Throwing : IProgress<float>
    {
        public void Report(float value) => throw new InvalidOperationException("A progress display that fails.");
    }

    private sealed class NoOthers : ICapabilityResolver
    {
        public CapabilityLease<T>? Acquire<T>(string? model = null) where T : class, ICapability => null;
    }
}
