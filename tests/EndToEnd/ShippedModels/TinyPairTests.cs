using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Llama;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.ShippedModels;

/// <summary>What the models that embed and rank are there for; how often they err is in their cards.</summary>
public class TinyPairTests
{
    private const string Anchor = "The cat sleeps on the sofa.";
    private const string Paraphrase = "On the sofa, the cat is sleeping.";
    private const string Unrelated = "Our flight to Madrid leaves at noon.";

    [Fact]
    public async Task A_paraphrase_is_closer_than_another_sentence()
    {
        await using var host = await StoryHost.StartAsync(new ModelOptions
        {
            Model = "tiny-embed",
            ModelFile = Repository.Shipped("tiny-embed"),
            Embeddings = true,
            Threads = 1,
        });

        var (anchor, paraphrase, unrelated) = (await Embed(Anchor), await Embed(Paraphrase), await Embed(Unrelated));

        Assert.Equal(1, Dot(anchor, anchor), 1e-4);
        Assert.True(Dot(anchor, paraphrase) > Dot(anchor, unrelated) + 0.2);

        static double Dot(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();

        async Task<float[]> Embed(string text) =>
            [.. (await host.Client.EmbeddingAsync(new PredictOptions { Embeddings = text }, RunningHost.Soon())).Embeddings];
    }

    [Fact]
    public async Task A_document_that_answers_is_ranked_first()
    {
        await using var host = await StoryHost.StartAsync(new ModelOptions
        {
            Model = "tiny-rerank",
            ModelFile = Repository.Shipped("tiny-rerank"),
            Reranking = true,
            Threads = 1,
        });
        var request = new RerankRequest { Query = Anchor, Documents = { Unrelated, Paraphrase } };

        var results = (await host.Client.RerankAsync(request, RunningHost.Soon())).Results;

        Assert.Equal([1, 0], results.OrderByDescending(result => result.RelevanceScore).Select(result => result.Index));
    }
}
