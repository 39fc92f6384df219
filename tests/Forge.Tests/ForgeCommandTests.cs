using Spectre.Console;

namespace LocalAI.Plugins.Forge.Tests;

public sealed class ForgeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("forge-");
    private readonly StringWriter _result = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _result.Dispose();
        _error.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("tiny-chat", "eval-tool-calls.jsonl")]
    [InlineData("tiny-embed", "eval-pairs.jsonl")]
    [InlineData("tiny-rerank", "eval-close.jsonl")]
    public async Task Data_writes_the_files_of_a_model(string model, string measure)
    {
        var folder = Path.Combine(_folder.FullName, "new", model);

        var code = await RunAsync(["data", model, "--to", folder, "--seed", "3", "--samples", "20", "--held-out", "7"]);

        Assert.Equal(0, code);
        Assert.Equal(20, File.ReadLines(Path.Combine(folder, "train.jsonl")).Count());
        Assert.Equal(7, File.ReadLines(Path.Combine(folder, measure)).Count());
        Assert.Contains(measure, _result.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--samples 0", "--samples is 0; give a number from 1 to 10000000.")]
    [InlineData("--held-out -4", "--held-out is -4; give a number from 1 to 10000000.")]
    [InlineData("--seed no", "no")]
    public async Task A_wrong_number_is_named_and_nothing_is_error(string options, string sentence)
    {
        var folder = Path.Combine(_folder.FullName, "none");

        var code = await RunAsync(["data", "tiny-chat", "--to", folder, .. options.Split(' ')]);

        Assert.Equal(1, code);
        Assert.Contains(sentence, _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Make_asks_for_the_program_that_trains_before_it_writes()
    {
        var (work, to) = (Path.Combine(_folder.FullName, "work"), Path.Combine(_folder.FullName, "to"));

        var code = await RunAsync(["make", "tiny-rerank", "--localai", "/no/localai", "--work", work, "--to", to]);

        Assert.Equal(1, code);
        Assert.Equal("'/no/localai' does not exist; build tools/localai, or name it with --localai.", _error.ToString().Trim());
        Assert.False(Directory.Exists(work) || Directory.Exists(to));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var code = await RunAsync(["data", "tiny-embed", "--to", Path.Combine(file, "below"), "--samples", "1"]);

        Assert.Equal(1, code);
        Assert.Contains(file, _error.ToString(), StringComparison.Ordinal);
        Assert.Single(_error.ToString().Trim().Split('\n'));
    }

    private Task<int> RunAsync(params string[] args) =>
        ForgeCommand.RunAsync(args, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_result) }), _error);
}
