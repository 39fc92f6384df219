using System.Text;
using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

public class StoryTests(StoryHost story) : IClassFixture<StoryHost>
{
    // Greedy text of the same weights by llama2.c's run.c, which shares no code with llama.cpp.
    private const string Known =
        ", there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. "
        + "She wanted to play with it, but it was too high.\nLily's mom said, \"Lily, let's go to the park.\" "
        + "Lily was sad and didn't know what to do";

    private const string Prompt = "Once upon a time";
    private const int KnownTokens = 100;

    [Fact]
    public async Task Greedy_text_is_the_known_story()
    {
        var host = await story.StartedAsync();

        var reply = await host.Client.PredictAsync(StoryHost.Greedy(Prompt, KnownTokens), RunningHost.Soon());

        Assert.Equal(Known, reply.Message.ToStringUtf8());
        Assert.Equal(Known, Assert.Single(reply.ChatDeltas).Content);
        Assert.Equal(KnownTokens, reply.Tokens);
        Assert.Equal(5, reply.PromptTokens);
    }

    [Fact]
    public async Task A_stream_brings_the_same_story_in_whole_characters_and_closes_with_the_counts()
    {
        var host = await story.StartedAsync();
        using var call = host.Client.PredictStream(StoryHost.Greedy(Prompt, KnownTokens), RunningHost.Soon());

        var replies = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Known, string.Concat(replies.Select(reply => reply.Message.ToStringUtf8())));
        Assert.Equal(Known, string.Concat(replies.SelectMany(reply => reply.ChatDeltas).Select(delta => delta.Content)));
        Assert.Equal((0, KnownTokens, 5), (replies[^1].Message.Length, replies[^1].Tokens, replies[^1].PromptTokens));
        Assert.True(replies[^1].TimingTokenGeneration > 0);
    }

    [Fact]
    public async Task Thirty_two_clients_on_four_slots_all_get_the_right_story()
    {
        var host = await story.StartedAsync();

        var stories = await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            using var channel = RunningHost.ConnectTo(host.Address);
            using var call = new Backend.BackendClient(channel).PredictStream(
                StoryHost.Greedy(Prompt, KnownTokens), RunningHost.Soon());
            var text = new StringBuilder();
            await foreach (var reply in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
                text.Append(reply.Message.ToStringUtf8());
            return text.ToString();
        }));

        Assert.All(stories, text => Assert.Equal(Known, text));
    }

    [Fact]
    public async Task Tokens_of_a_prompt_are_those_of_the_models_vocabulary()
    {
        var host = await story.StartedAsync();

        var answer = await host.Client.TokenizeStringAsync(new PredictOptions { Prompt = Prompt }, RunningHost.Soon());

        Assert.Equal([403, 407, 261, 378], answer.Tokens);
        Assert.Equal(4, answer.Length);
    }

    [Fact]
    public async Task Status_and_metrics_tell_memory_and_work()
    {
        var host = await story.StartedAsync();
        await host.Client.PredictAsync(StoryHost.Greedy(Prompt, 8), RunningHost.Soon());

        var status = await host.Client.StatusAsync(new HealthMessage(), RunningHost.Soon());
        Assert.True(status.Memory.Breakdown["weights"] > 900_000);
        Assert.True(status.Memory.Breakdown["kv_cache"] > 0);
        var metrics = await host.Client.GetMetricsAsync(new MetricsRequest(), RunningHost.Soon());
        Assert.True(metrics.TokensGenerated >= 8);
        Assert.True(metrics.PromptTokensProcessed >= 1);
    }

    [Fact]
    public async Task A_cancelled_stream_frees_its_slot()
    {
        var host = await story.StartedAsync();
        for (var round = 0; round < 8; round++)
        {
            using var client = new CancellationTokenSource();
            using var call = host.Client.PredictStream(
                StoryHost.Greedy(Prompt, 400), RunningHost.Soon().WithCancellationToken(client.Token));
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            await client.CancelAsync();
        }

        var reply = await host.Client.PredictAsync(StoryHost.Greedy(Prompt, KnownTokens), RunningHost.Soon());

        Assert.Equal(Known, reply.Message.ToStringUtf8());
    }
}
