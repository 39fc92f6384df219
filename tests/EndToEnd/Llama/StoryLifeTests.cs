using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>Loads, unloads and ends around a model that really computes.</summary>
public class StoryLifeTests
{
    private static PredictOptions Endless => new() { Prompt = "Once upon a time", IgnoreEOS = true, Temperature = 0 };

    private static ModelOptions Shifting
    {
        get
        {
            var model = StoryHost.Model;
            model.Options.Add("context_shift:true");
            return model;
        }
    }

    [Fact]
    public async Task Sigterm_during_a_stream_ends_it_with_0()
    {
        await using var host = await StoryHost.StartAsync(Shifting);
        using var call = host.Client.PredictStream(Endless, RunningHost.Soon());
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Signals.Terminate(host.Process.Id);

        var end = await Assert.ThrowsAsync<RpcException>(() => DrainAsync(call));
        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
        Assert.Equal(0, await host.Process.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Free_ends_a_stream_and_the_model_can_be_loaded_again()
    {
        await using var host = await StoryHost.StartAsync(Shifting);
        using var call = host.Client.PredictStream(Endless, RunningHost.Soon());
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));

        Assert.True((await host.Client.FreeAsync(new(), RunningHost.Within(TimeSpan.FromSeconds(5)))).Success);
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => DrainAsync(call))).StatusCode);
        var status = await AnyRpc.StatusOfAsync(host.Invoker, "Predict", RunningHost.Soon(), """{ "Prompt": "hi" }""");
        Assert.Equal(StatusCode.FailedPrecondition, status.StatusCode);

        Assert.True((await host.TryLoadAsync(StoryHost.Model)).Success);
        Assert.NotEmpty((await host.Client.PredictAsync(StoryHost.Greedy("Once", 5), RunningHost.Soon())).Message);
    }

    [Fact]
    public async Task A_load_during_a_stream_lets_the_stream_finish_its_text()
    {
        await using var host = await StoryHost.StartAsync(StoryHost.Model);
        var expected = await host.Client.PredictAsync(StoryHost.Greedy("Once upon a time", 300), RunningHost.Soon());
        using var call = host.Client.PredictStream(StoryHost.Greedy("Once upon a time", 300), RunningHost.Soon());
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var text = call.ResponseStream.Current.Message.ToStringUtf8();

        Assert.True((await host.TryLoadAsync(StoryHost.Model)).Success);

        await foreach (var reply in call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            text += reply.Message.ToStringUtf8();
        Assert.Equal(expected.Message.ToStringUtf8(), text);
    }

    [Fact]
    public async Task Two_loads_at_once_both_succeed()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null });

        var results = await Task.WhenAll(host.TryLoadAsync(StoryHost.Model), host.TryLoadAsync(StoryHost.Model));

        Assert.All(results, result => Assert.True(result.Success, result.Message));
        Assert.NotEmpty((await host.Client.PredictAsync(StoryHost.Greedy("Once", 5), RunningHost.Soon())).Message);
    }

    [Fact]
    public async Task Before_any_load_the_declared_rpcs_ask_for_a_model_and_the_others_are_unimplemented()
    {
        string[] declared = ["Predict", "PredictStream", "TokenizeString", "Embedding", "Rerank", "GetMetrics", "ModelMetadata"];
        string[] withoutModel = ["StartQuantization", "QuantizationProgress", "StopQuantization"];
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null, Flags = ["--plugin", "llama"] });

        foreach (var rpc in AnyRpc.OfEngines.Except(withoutModel))
        {
            var status = await AnyRpc.StatusOfAsync(host.Invoker, rpc, RunningHost.Soon());
            var expected = declared.Contains(rpc) ? StatusCode.FailedPrecondition : StatusCode.Unimplemented;
            Assert.Equal((rpc, expected), (rpc, status.StatusCode));
        }
    }

    [Fact]
    public async Task A_model_loaded_for_embeddings_gives_vectors_and_refuses_to_tell_stories()
    {
        var model = StoryHost.Model;
        model.Embeddings = true;
        model.Options.Add("pooling:mean");
        await using var host = await StoryHost.StartAsync(model);

        var request = new PredictOptions { Embeddings = "a red ball" };
        var vector = (await host.Client.EmbeddingAsync(request, RunningHost.Soon())).Embeddings;
        Assert.Equal(64, vector.Count);
        Assert.Equal(1, Math.Sqrt(vector.Sum(value => (double)value * value)), 1e-4);
        var status = await AnyRpc.StatusOfAsync(host.Invoker, "Predict", RunningHost.Soon(), """{ "Prompt": "hi" }""");
        Assert.True(status.StatusCode is StatusCode.InvalidArgument or StatusCode.Unimplemented, status.ToString());
    }

    private static async Task DrainAsync(AsyncServerStreamingCall<Reply> call)
    {
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            continue;
    }
}
