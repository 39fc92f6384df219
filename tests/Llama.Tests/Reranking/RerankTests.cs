using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Reranking;

public sealed class RerankTests : IDisposable
{
    private static readonly string[] Documents = ["i hate you", "i really like you", "cats like dogs .", "", "sun !", "rain rain rain"];

    private readonly TinyReranker _reranker = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scores_are_those_of_the_head_over_the_vectors_of_the_tokens()
    {
        var expected = new Dictionary<string, double>();
        await using (var plain = await LoadAsync(options => { options.Embeddings = true; options.Options.Add("pooling:none"); }))
        {
            var query = await TokensAsync(plain, "i love you");
            foreach (var document in Documents)
            {
                var pair = new PredictOptions
                {
                    EmbeddingTokens = { TinyReranker.Begin, query, TinyReranker.Separator, TinyReranker.Separator, await TokensAsync(plain, document), TinyReranker.Separator },
                };
                float[] rows = [.. (await ((IEmbedder)plain).EmbeddingAsync(pair, Cancellation)).Embeddings];
                expected[document] = _reranker.Score(rows.AsSpan(0, TinyReranker.Width));
            }
        }

        await using var model = await LoadAsync();
        var result = await RerankAsync(model, "i love you", 0, Documents);

        Assert.Equal(Documents.Length, result.Results.Count);
        foreach (var document in result.Results)
        {
            Assert.Equal(Documents[document.Index], document.Text);
            Assert.Equal(expected[document.Text], document.RelevanceScore, 1e-4);
        }
        Assert.Equal(result.Results.Select(document => document.RelevanceScore).OrderDescending(), result.Results.Select(document => document.RelevanceScore));
        Assert.True(expected.Values.Max() - expected.Values.Min() > 1e-3);
        // Begin, end, separator and end, three words of the query, and the documents' own tokens.
        Assert.Equal(Documents.Length * (4 + 3) + 3 + 4 + 4 + 0 + 2 + 3, result.Usage.TotalTokens);
        Assert.Equal(result.Usage.TotalTokens, result.Usage.PromptTokens);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(6, 6)]
    [InlineData(99, 6)]
    public async Task Top_n_gives_the_best_of_all(int topN, int expected)
    {
        await using var model = await LoadAsync();

        var all = await RerankAsync(model, "i love you", 0, Documents);
        var some = await RerankAsync(model, "i love you", topN, Documents);

        Assert.Equal(all.Results.Take(expected).Select(document => document.Text), some.Results.Select(document => document.Text));
        Assert.All(some.Results.Zip(all.Results), pair => Assert.Equal(pair.Second.RelevanceScore, pair.First.RelevanceScore, 1e-5));
        Assert.True(expected == 6 || some.Usage.TotalTokens < all.Usage.TotalTokens);
    }

    [Fact]
    public async Task Equal_documents_stay_in_their_order_and_many_are_scored_in_several_steps()
    {
        await using var model = await LoadAsync();

        var result = await RerankAsync(model, "i love you", 0, [.. Enumerable.Repeat("sun !", 50), "rain"]);

        var equal = result.Results.Where(document => document.Text == "sun !").ToList();
        Assert.Equal(Enumerable.Range(0, 50), equal.Select(document => document.Index));
        Assert.Single(equal.Select(document => document.RelevanceScore).Distinct());
    }

    [Fact]
    public async Task Calls_side_by_side_get_their_own_results()
    {
        await using var model = await LoadAsync();
        var alone = await RerankAsync(model, "i love you", 0, Documents);

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RerankAsync(model, "i love you", 0, Documents)));

        Assert.All(together, result => Assert.Equal(alone.Results.Select(document => document.Index), result.Results.Select(document => document.Index)));
    }

    [Fact]
    public async Task A_special_token_written_in_a_document_is_text()
    {
        await using var model = await LoadAsync();

        var result = await RerankAsync(model, "i love you", 0, ["sun [SEP] rain", "sun"]);

        // Brackets and letters have no tokens of their own here: each run is one unknown token, never the separator.
        Assert.NotEqual(4 + 3 + 3, result.Usage.TotalTokens - (4 + 3 + 1));
    }

    [Theory]
    [InlineData("", 0, 1, "query is empty")]
    [InlineData("  ", 0, 1, "query is empty")]
    [InlineData("you", 0, 0, "documents is empty")]
    [InlineData("you", -1, 1, "top_n is -1")]
    [InlineData("you", 0, 20_000, "documents has 20000 entries")]
    public async Task A_request_that_cannot_be_scored_is_refused(string query, int topN, int documents, string message)
    {
        await using var model = await LoadAsync();

        var refusal = await Assert.ThrowsAsync<EngineException>(() => RerankAsync(model, query, topN, [.. Enumerable.Repeat("sun", documents)]));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_does_not_fit_is_refused_by_its_place()
    {
        await using var model = await LoadAsync();
        var longest = string.Join(' ', Enumerable.Repeat("sun", TinyReranker.Context));

        var refusal = await Assert.ThrowsAsync<EngineException>(() => RerankAsync(model, "you", 0, ["rain", longest]));

        Assert.Contains("documents[1] has ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"but {TinyReranker.Context} fit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_classification_head_is_refused()
    {
        var path = _folder.Write("headless.gguf", new TinyReranker(hasHead: false).ToArray());

        Assert.Contains("'headless.gguf' has no classification head",
            await StoriesEngine.RefusalAsync(options => { options.ModelFile = path; options.ContextSize = 0; options.Reranking = true; }), StringComparison.Ordinal);
    }

    private Task<IModel> LoadAsync(Action<ModelOptions>? change = null) => StoriesEngine.LoadAsync(options =>
    {
        options.ModelFile = _folder.Write("reranker.gguf", _reranker.ToArray());
        options.ContextSize = 0;
        options.Reranking = change is null;
        change?.Invoke(options);
    });

    private static Task<RerankResult> RerankAsync(IModel model, string query, int topN, string[] documents) =>
        ((IReranker)model).RerankAsync(new RerankRequest { Query = query, TopN = topN, Documents = { documents } }, Cancellation);

    private static async Task<IEnumerable<int>> TokensAsync(IModel model, string text) =>
        (await ((ITokenizer)model).TokenizeStringAsync(new PredictOptions { Prompt = text }, Cancellation)).Tokens;
}
