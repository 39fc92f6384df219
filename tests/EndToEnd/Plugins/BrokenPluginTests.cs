using System.Text.Json;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Plugins;

/// <summary>One host that sees every broken plugin of the zoo beside the mirror, which works.</summary>
public class BrokenPluginTests(BrokenPluginTests.ZooHost zoo) : IClassFixture<BrokenPluginTests.ZooHost>
{
    private static readonly HostSettings Settings = new()
    {
        Zoo =
        [
            "Mirror", "WrongAbi", "MissingAssembly", "ThrowingConstructor", "DeclaresMore", "DeclaresFewer", "TwinOne", "TwinTwo",
            "MissingNative",
        ],
        ExpectedErrors =
        [
            "throwing-constructor is faulty", "declares-more is faulty", "declares-fewer is faulty", "with missing-native failed",
            "missing-native",
        ],
    };

    private readonly RunningHost _host = zoo.Host;

    [Theory]
    [InlineData("wrong-abi", "abi 999", "abi 1")]
    [InlineData("missing-assembly", "NotThere.dll")]
    [InlineData("throwing-constructor", "ThrowingEngine", "The stars are not right.")]
    [InlineData("declares-more", "[Rerank, TokenizeString, VAD]", "[TokenizeString]")]
    [InlineData("declares-fewer", "[TokenizeString]", "[GetMetrics, TokenizeString]")]
    [InlineData("missing-native", "zoo-forgotten")]
    public async Task Loading_with_it_says_what_is_wrong_and_the_others_work(string plugin, params string[] said)
    {
        var result = await _host.TryLoadAsync(new ModelOptions { Model = plugin, Options = { $"plugin:{plugin}" } });

        Assert.False(result.Success);
        Assert.All(said.Append(plugin), part => Assert.Contains(part, result.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Message, StringComparison.Ordinal);

        await _host.LoadAsync("mirror");
        Assert.Equal("mirror", await _host.AskWhoAnswersAsync());
    }

    [Fact]
    public async Task Of_two_plugins_with_one_name_the_first_answers_and_the_log_tells_of_the_other()
    {
        await _host.LoadAsync("twin");

        Assert.Equal("one", await _host.AskWhoAnswersAsync());
        var told = await _host.Process.Errors.WaitForAsync("'twin' is taken", TestContext.Current.CancellationToken);
        Assert.Contains("TwinOne", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_lists_every_plugin_with_its_reason()
    {
        var result = await _host.TryLoadAsync(new ModelOptions { Model = "tiny.gguf" });

        Assert.False(result.Success);
        Assert.All(["abi 999", "NotThere.dll", "twin", "mirror takes"],
            part => Assert.Contains(part, result.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_catalog_lists_each_with_its_state_without_running_it()
    {
        await using var process = HostProcess.Start(Settings with { Flags = ["--plugins-json"] });
        Assert.Equal(0, await process.EndAsync(TestContext.Current.CancellationToken));
        await process.Output.EndAsync(TestContext.Current.CancellationToken);

        var states = JsonDocument.Parse(string.Join('\n', process.Output.All)).RootElement.EnumerateArray()
            .Select(row => $"{row.GetProperty("name").GetString()} {row.GetProperty("state").GetString()}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            ["declares-fewer Available", "declares-more Available", "mirror Available", "missing-assembly Faulty",
             "missing-native Available", "throwing-constructor Available", "twin Available", "twin Faulty",
             "wrong-abi NotSupported"],
            states);
    }

    public sealed class ZooHost : SharedHost
    {
        internal override Task<RunningHost> StartAsync() => RunningHost.StartAsync(Settings);
    }
}
