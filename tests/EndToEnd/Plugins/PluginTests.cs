using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.EndToEnd.Tests.Rpcs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Plugins;

/// <summary>Plugins that are in order, and what is special about them.</summary>
public class PluginTests
{
    [Fact]
    public async Task Two_versions_of_one_library_work_side_by_side()
    {
        await using var host = await RunningHost.WithZooAsync("LibraryOne", "LibraryTwo");
        await host.LoadAsync("library-one");
        Assert.Equal("Fables, volume 1, from 1.0.0.0", await host.AskWhoAnswersAsync());

        await host.LoadAsync("library-two");

        Assert.Equal("Fables, volume 2, from 2.0.0.0", await host.AskWhoAnswersAsync());
        Assert.Equal("Fables, volume 1, from 1.0.0.0", await host.AskWhoAnswersAsync("library-one"));
    }

    [Fact]
    public async Task A_folder_may_have_a_name_that_is_not_ascii()
    {
        await using var host = await RunningHost.WithZooAsync("Erzähler-物語");
        await host.LoadAsync("non-ascii");

        Assert.EndsWith("Erzähler-物語", await host.AskWhoAnswersAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_native_plugin_is_refused_and_the_first_one_answers_on()
    {
        await using var host = await RunningHost.WithZooAsync("NativeOne", "NativeTwo");
        await host.LoadAsync("native-one");

        var result = await host.TryLoadAsync(new ModelOptions { Model = "native-two" });

        Assert.False(result.Success);
        Assert.All(["native-one", "native-two", "--plugin native-two"],
            part => Assert.Contains(part, result.Message, StringComparison.Ordinal));
        Assert.Equal("native one", await host.AskWhoAnswersAsync());
    }

    [Theory]
    [InlineData("owl", "owl")]
    [InlineData("fox", "fox")]
    [InlineData("bear", "fox")] // Neither is sure; fox has the higher priority.
    public async Task Engines_that_take_the_same_file_are_asked_and_the_surest_loads_it(string firstLine, string answers)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.fable");
        await File.WriteAllTextAsync(file, firstLine, TestContext.Current.CancellationToken);
        try
        {
            await using var host = await RunningHost.WithZooAsync("Fox", "Owl");
            var result = await host.TryLoadAsync(new ModelOptions { Model = Path.GetFileName(file), ModelFile = file });

            Assert.True(result.Success, result.Message);
            Assert.Equal(answers, await host.AskWhoAnswersAsync());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task An_engine_that_fails_to_look_at_a_file_does_not_spoil_the_others_chance()
    {
        // The file is not there, so that both engines fail when they look at its first line.
        await using var host = await RunningHost.WithZooAsync("Fox", "Owl");

        var result = await host.TryLoadAsync(new ModelOptions { Model = "x.fable", ModelFile = "/no/such/x.fable" });

        Assert.False(result.Success);
        Assert.Contains("/no/such/x.fable", result.Message, StringComparison.Ordinal);
        await host.LoadAsync("x", "plugin:owl");
        Assert.Equal("owl", await host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task An_rpc_the_loaded_model_cannot_serve_is_unimplemented()
    {
        await using var host = await RunningHost.WithZooAsync("PartialModel");
        Assert.Equal(StatusCode.FailedPrecondition, (await EmbedAsync(host)).StatusCode);

        await host.LoadAsync("partial-model");
        var status = await EmbedAsync(host);
        Assert.Equal(StatusCode.Unimplemented, status.StatusCode);
        Assert.Contains("TokenizeString", status.Detail, StringComparison.Ordinal);

        await host.LoadAsync("whole-model");
        Assert.Equal(StatusCode.OK, (await EmbedAsync(host)).StatusCode);
    }

    [Fact]
    public async Task An_engine_may_take_the_hosts_context_when_it_is_created()
    {
        await using var host = await RunningHost.WithZooAsync("ContextConstructor");
        await host.LoadAsync("context-constructor");

        Assert.Equal("True cpu True", await host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task A_pinned_host_answers_with_that_plugin_only()
    {
        await using var host = await RunningHost.StartAsync(
            new HostSettings { Zoo = ["Mirror", "LibraryOne"], Flags = ["--plugin", "library-one"] });

        var refused = await host.TryLoadAsync(new ModelOptions { Model = "mirror", Options = { "plugin:mirror" } });
        Assert.Equal("The option plugin:mirror cannot be met; this host was started with --plugin library-one.", refused.Message);
        Assert.False(refused.Success);
        Assert.Equal(StatusCode.Unimplemented, (await EmbedAsync(host)).StatusCode);
        await host.LoadAsync("library-one");
        Assert.StartsWith("Fables", await host.AskWhoAnswersAsync(), StringComparison.Ordinal);
    }

    private static Task<Status> EmbedAsync(RunningHost host) =>
        AnyRpc.StatusOfAsync(host.Invoker, "Embedding", RunningHost.Soon(), """{ "Embeddings": "a" }""");
}
