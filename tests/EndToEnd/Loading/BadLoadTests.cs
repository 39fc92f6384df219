using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Loading;

/// <summary>Loads that cannot work: a failed Result whose one sentence names what was wrong; the loaded model stays.</summary>
public class BadLoadTests(MirrorHost mirror) : IClassFixture<MirrorHost>
{
    private readonly RunningHost _host = mirror.Host;

    [Fact]
    public Task An_unknown_plugin() => RefusedAsync(Asking("plugin:nobody"), "'nobody'", "mirror");

    [Fact]
    public Task An_unknown_device() => RefusedAsync(Asking("device:cuda:7"), "cuda:7", "cpu");

    [Fact]
    public Task A_device_the_plugin_is_not_built_for() => RefusedAsync(Asking("device:metal"), "metal");

    [Fact]
    public Task Neither_model_nor_file() => RefusedAsync(new ModelOptions(), "Model", "ModelFile");

    [Fact]
    public Task A_missing_file() =>
        RefusedAsync(new ModelOptions { Model = "x.bin", ModelFile = "/no/such/x.bin" }, "/no/such/x.bin", "does not exist");

    [Fact]
    public Task A_folder() => RefusedAsync(new ModelOptions { Model = "x", ModelFile = Path.GetTempPath() }, Path.GetTempPath());

    [Fact]
    public Task A_path_with_a_nul() => RefusedAsync(new ModelOptions { Model = "x", ModelFile = "/a\0b" }, "No plugin");

    [Fact]
    public Task A_path_of_10000_characters() =>
        RefusedAsync(new ModelOptions { Model = "x", ModelFile = "/" + new string('a', 10_000) }, "No plugin");

    [Fact]
    public async Task A_file_nobody_knows()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.unknown");
        await File.WriteAllBytesAsync(file, [1, 2, 3], TestContext.Current.CancellationToken);
        try
        {
            await RefusedAsync(new ModelOptions { Model = "x", ModelFile = file }, file, ".mirror");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("no colon")]
    [InlineData("unknown:1:2:3")]
    public Task An_option_nobody_knows_is_ignored(string option) => _host.LoadAsync("mirror", option);

    [Fact]
    public Task An_option_of_10000_characters_is_ignored() => _host.LoadAsync("mirror", "x:" + new string('a', 10_000));

    private static ModelOptions Asking(string option) => new() { Model = "mirror", Options = { option } };

    private async Task RefusedAsync(ModelOptions options, params string[] named)
    {
        var result = await _host.TryLoadAsync(options);

        Assert.False(result.Success);
        Assert.All(named, part => Assert.Contains(part, result.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', result.Message);
        Assert.EndsWith(".", result.Message, StringComparison.Ordinal);
        Assert.Equal("mirror", await _host.AskWhoAnswersAsync());
    }
}
