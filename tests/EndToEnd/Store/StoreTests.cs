using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Tests.Models;

namespace LocalAI.Plugins.EndToEnd.Tests.Store;

/// <summary>The store through the host, as LocalAI uses it.</summary>
public class StoreTests
{
    [Fact]
    public async Task Without_LoadModel_the_default_namespace_answers()
    {
        await using var host = await StoreHost.StartAsync();

        await host.Client.StoresSetAsync(StoreHost.Set("here", 1, 0), RunningHost.Soon());

        Assert.Equal(["here"], StoreHost.Texts(await host.Client.StoresFindAsync(StoreHost.Find(3, 1, 1), RunningHost.Soon())));
        await host.LoadAsync("store://");
        Assert.Equal(["here"], StoreHost.Texts(await host.Client.StoresFindAsync(StoreHost.Find(3, 1, 1), RunningHost.Soon())));
    }

    [Fact]
    public async Task Several_namespaces_are_kept_apart()
    {
        await using var host = await StoreHost.StartAsync("--models-per-engine", "2");
        foreach (var name in (string[])["store://faces", "store://voices"])
        {
            await host.LoadAsync(name);
            await host.Client.StoresSetAsync(StoreHost.Set(name, 1, 0), StoreHost.Of(name));
        }

        foreach (var name in (string[])["store://faces", "store://voices"])
        {
            var found = await host.Client.StoresFindAsync(StoreHost.Find(9, 1, 0), StoreHost.Of(name));
            Assert.Equal([name], StoreHost.Texts(found));
        }
    }

    [Fact]
    public async Task Loading_another_namespace_and_the_first_again_loses_nothing()
    {
        await using var host = await StoreHost.StartAsync();
        await host.LoadAsync("store://first");
        await host.Client.StoresSetAsync(StoreHost.Set("kept", 1, 0), RunningHost.Soon());
        await host.LoadAsync("store://second");
        Assert.Empty((await host.Client.StoresFindAsync(StoreHost.Find(9, 1, 0), RunningHost.Soon())).Values);
        await host.LoadAsync("store://first");

        Assert.Equal(["kept"], StoreHost.Texts(await host.Client.StoresFindAsync(StoreHost.Find(9, 1, 0), RunningHost.Soon())));
    }

    [Fact]
    public async Task A_folder_keeps_a_namespace_for_the_next_host()
    {
        using var folder = new TemporaryFolder();
        await using (var host = await StoreHost.StartAsync())
        {
            await host.LoadAsync("store://kept", $"path:{folder.Path}/kept");
            await host.Client.StoresSetAsync(StoreHost.Set("kept", 1, 0), RunningHost.Soon());
        }
        await using var next = await StoreHost.StartAsync();
        await next.LoadAsync("store://kept", $"path:{folder.Path}/kept");

        Assert.Equal(["kept"], StoreHost.Texts(await next.Client.StoresFindAsync(StoreHost.Find(9, 1, 0), RunningHost.Soon())));
    }

    [Fact]
    public async Task Status_shows_rows_dimension_and_bytes()
    {
        await using var host = await StoreHost.StartAsync();
        await host.LoadAsync("store://faces");
        await host.Client.StoresSetAsync(StoreHost.Set("a", 1, 2, 3), RunningHost.Soon());
        await host.Client.StoresSetAsync(StoreHost.Set("b", 3, 2, 1), RunningHost.Soon());

        var memory = (await host.Client.StatusAsync(new HealthMessage(), RunningHost.Soon())).Memory;

        Assert.Equal(2UL, memory.Breakdown["store://faces@cpu#rows"]);
        Assert.Equal(3UL, memory.Breakdown["store://faces@cpu#dimension"]);
        Assert.Equal(memory.Total, memory.Breakdown["rows"] + memory.Breakdown["values"] + memory.Breakdown["lookup"]);
    }

    [Theory]
    [InlineData("store://../x", "../x")]
    [InlineData("store://a/b", "a/b")]
    public async Task Other_names_are_refused(string model, string named)
    {
        await using var host = await StoreHost.StartAsync();

        var result = await host.TryLoadAsync(new ModelOptions { Model = model });

        Assert.False(result.Success);
        Assert.Contains(named, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_the_options_are_said_at_once()
    {
        await using var host = await StoreHost.StartAsync();

        var result = await host.TryLoadAsync(new ModelOptions
        {
            Model = "store://x",
            Options = { "index:fast", "recall:7", "colour:red", "path:a", "postgres:Host=b" },
        });

        Assert.False(result.Success);
        foreach (var part in (string[])["index is 'fast'", "recall is '7'", "'colour' is unknown", "both path and postgres"])
            Assert.Contains(part, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_requests_are_refused_one_by_one_and_the_host_goes_on()
    {
        await using var host = await StoreHost.StartAsync();
        await host.LoadAsync("store://x");
        await host.Client.StoresSetAsync(StoreHost.Set("a", 1, 0), RunningHost.Soon());
        (StatusCode Code, string Words, Func<Task> Call)[] cases =
        [
            (StatusCode.InvalidArgument, "Keys is empty", async () => await host.Client.StoresSetAsync(new(), RunningHost.Soon())),
            (StatusCode.InvalidArgument, "3 numbers and the store's keys have 2",
                async () => await host.Client.StoresSetAsync(StoreHost.Set("b", 1, 0, 0), RunningHost.Soon())),
            (StatusCode.InvalidArgument, "TopK is 0",
                async () => await host.Client.StoresFindAsync(StoreHost.Find(0, 1, 0), RunningHost.Soon())),
            (StatusCode.InvalidArgument, "Key is missing",
                async () => await host.Client.StoresFindAsync(new StoresFindOptions { TopK = 1 }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "100000 numbers",
                async () => await host.Client.StoresSetAsync(StoreHost.Set("b", new float[100_000]), RunningHost.Soon())),
            (StatusCode.InvalidArgument, "NaN",
                async () => await host.Client.StoresSetAsync(StoreHost.Set("b", float.NaN, 0), RunningHost.Soon())),
        ];

        foreach (var (code, words, call) in cases)
        {
            var exception = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal(code, exception.StatusCode);
            Assert.Contains(words, exception.Status.Detail, StringComparison.Ordinal);
        }

        var found = await host.Client.StoresFindAsync(StoreHost.Find(2_000_000_000, 1, 0), RunningHost.Soon());
        Assert.Equal(["a"], StoreHost.Texts(found));
    }

    [Fact]
    public async Task A_value_of_40_MiB_is_kept_and_an_answer_larger_than_a_message_is_refused()
    {
        await using var host = await StoreHost.StartAsync();
        var large = new string('x', 40 * 1024 * 1024);
        foreach (var key in (float[])[1, 2])
            await host.Client.StoresSetAsync(StoreHost.Set(large, key), RunningHost.Soon());

        var one = await host.Client.StoresFindAsync(StoreHost.Find(1, 1), RunningHost.Soon());
        var exception = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.StoresFindAsync(StoreHost.Find(2, 1), RunningHost.Soon()));

        Assert.Equal(large.Length, Assert.Single(one.Values).Bytes.Length);
        Assert.Equal(StatusCode.ResourceExhausted, exception.StatusCode);
        Assert.Contains("80 MiB", exception.Status.Detail, StringComparison.Ordinal);
    }
}
