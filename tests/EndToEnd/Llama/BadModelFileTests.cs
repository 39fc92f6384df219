using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Llama;

/// <summary>Files that are no model: a failed Result whose one sentence names the file; the loaded model answers on.</summary>
public sealed class BadModelFileTests(StoryHost story) : IClassFixture<StoryHost>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task A_missing_file() => RefusedAsync(Path.Combine(_folder, "missing.gguf"));

    [Fact]
    public Task An_empty_file() => RefusedAsync(Write("empty.gguf", []));

    [Fact]
    public Task A_folder_named_like_a_model() =>
        RefusedAsync(Directory.CreateDirectory(Path.Combine(_folder, "folder.gguf")).FullName);

    [Fact]
    public Task Text_instead_of_a_model() => RefusedAsync(Write("text.gguf", "Once upon a time"u8.ToArray()));

    [Fact]
    public Task Only_the_magic() => RefusedAsync(Write("magic.gguf", "GGUF"u8.ToArray()));

    [Theory]
    [InlineData(5)]
    [InlineData(24)]
    [InlineData(1_000)]
    [InlineData(9_000)]
    [InlineData(1_054_000)]
    public Task A_truncated_model(int bytes)
    {
        var model = File.ReadAllBytes(StoryHost.Model.ModelFile);
        return RefusedAsync(Write("truncated.gguf", model[..bytes]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Random_bytes_after_the_magic(int seed)
    {
        var bytes = new byte[100_000];
        new Random(seed).NextBytes(bytes);
        "GGUF"u8.CopyTo(bytes);
        return RefusedAsync(Write("random.gguf", bytes));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(2_000_000_000)]
    public async Task A_context_no_machine_holds(int tokens)
    {
        var model = StoryHost.Model;
        model.ContextSize = tokens;

        Assert.Contains("ContextSize", await RefusedAsync(model), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_context_of_0_is_the_models_own()
    {
        var host = await story.StartedAsync();
        var model = StoryHost.Model;
        model.ContextSize = 0;

        Assert.True((await host.TryLoadAsync(model)).Success);
        await AssertAnswersAsync(host);
    }

    [Theory]
    [InlineData("parallel:many", "parallel")]
    [InlineData("parallel:-1", "parallel")]
    [InlineData("parallel:1000000", "parallel")]
    [InlineData("embd_normalize:x", "embd_normalize")]
    public async Task A_malformed_option(string option, string named)
    {
        var model = StoryHost.Model;
        model.Options.Clear();
        model.Options.Add(option);

        Assert.Contains(named, await RefusedAsync(model), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_of_10000_characters()
    {
        var model = StoryHost.Model;
        model.Options.Add("parallel:" + new string('9', 10_000));

        Assert.True((await RefusedAsync(model)).Length < 1_000);
    }

    [Fact]
    public async Task A_device_that_is_not_here_is_refused_and_never_replaced_by_another()
    {
        var model = StoryHost.Model;
        model.Options.Add("device:metal");

        Assert.Contains("metal", await RefusedAsync(model), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_permission()
    {
        _ = Repository.Model("llm/stories260K-f32.gguf");
        var file = Write("forbidden.gguf", "GGUF"u8.ToArray());
        File.SetUnixFileMode(file, UnixFileMode.None);
        // Root may read everything unless that right is taken away.
        string[] launcher = Environment.IsPrivilegedProcess
            ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
            : [];
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null, Launcher = launcher });

        var result = await host.TryLoadAsync(new ModelOptions { Model = "forbidden", ModelFile = file });

        Assert.False(result.Success);
        Assert.Contains("forbidden.gguf", result.Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private async Task RefusedAsync(string file)
    {
        var message = await RefusedAsync(new ModelOptions { Model = Path.GetFileName(file), ModelFile = file });
        Assert.Contains(Path.GetFileName(file), message, StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(ModelOptions model)
    {
        var host = await story.StartedAsync();

        var result = await host.TryLoadAsync(model);

        Assert.False(result.Success);
        Assert.NotEmpty(result.Message);
        Assert.DoesNotContain('\n', result.Message);
        await AssertAnswersAsync(host);
        return result.Message;
    }

    private static async Task AssertAnswersAsync(RunningHost host)
    {
        var reply = await host.Client.PredictAsync(StoryHost.Greedy("Once upon a time", 8), RunningHost.Soon());
        Assert.Equal(", there was a little girl", reply.Message.ToStringUtf8());
    }
}
