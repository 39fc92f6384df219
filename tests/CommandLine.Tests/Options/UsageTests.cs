namespace LocalAI.CommandLine.Tests.Options;

public class UsageTests
{
    [Theory]
    [InlineData("--temperature is 'hot'; expected a number from 0 to 100.", "complete", "x", "--model", "m", "--temperature", "hot")]
    [InlineData("--temperature is 'NaN'; expected a number from 0 to 100.", "complete", "x", "--model", "m", "--temperature", "NaN")]
    [InlineData("--top-p is '1.5'; expected a number from 0 to 1.", "complete", "x", "--model", "m", "--top-p", "1.5")]
    [InlineData("--parallel is '0'; expected a whole number from 1 to 4096.", "complete", "x", "--model", "m", "--parallel", "0")]
    [InlineData("--addr is 'here'; expected HOST:PORT", "status", "--addr", "here")]
    [InlineData("--addr is 'a:b'; expected HOST:PORT", "status", "--addr", "a:b")]
    [InlineData("--logprobs is shown only with --json", "complete", "x", "--model", "m", "--logprobs", "2")]
    [InlineData("Required argument 'QUERY' missing", "rerank", "--model", "m")]
    [InlineData("--top is '-1'; expected a whole number from 0 to", "rerank", "x", "y", "--model", "m", "--top", "-1")]
    [InlineData("Required argument 'PROMPT' missing", "complete", "--model", "m")]
    [InlineData("Option '--to' is required", "install")]
    [InlineData("Required argument 'TYPE' missing", "quantize", "model.gguf", "--to", "out")]
    [InlineData("--option is 'threads'; expected NAME:VALUE", "quantize", "model.gguf", "q8_0", "--to", "out", "--option", "threads")]
    [InlineData("Required argument 'DATASET' missing", "finetune", "model", "--to", "out")]
    [InlineData("Option '--to' is required", "finetune", "model", "data.jsonl")]
    [InlineData("--rank is '0'; expected a whole number from 1 to", "finetune", "model", "data.jsonl", "--to", "out", "--rank", "0")]
    [InlineData("--option is 'packing'; expected NAME:VALUE", "finetune", "model", "data.jsonl", "--to", "out", "--option", "packing")]
    [InlineData("Required argument 'FORMAT' missing", "export", "out/checkpoint-1", "--to", "exported")]
    [InlineData("Nothing would keep the namespace after this command; give --path DIR, or --addr", "store", "stats", "faces")]
    [InlineData("Nothing would keep the namespace after this command", "store", "import", "faces", "x.jsonl", "--option", "durability:off")]
    [InlineData("--top is '0'; expected a whole number from 1 to", "store", "find", "faces", "--key", "1", "--top", "0", "--addr", "127.0.0.1:1")]
    [InlineData("Give the key to compare with, either with", "store", "find", "faces", "--addr", "127.0.0.1:1")]
    [InlineData("Give the key to compare with, either with", "store", "find", "faces", "--key", "1", "--key-file", "q.json", "--addr", "127.0.0.1:1")]
    [InlineData("Required argument 'FILE' missing", "store", "import", "faces", "--addr", "127.0.0.1:1")]
    [InlineData("--values has the values of one .npy file", "store", "import", "faces", "x.jsonl", "--values", "v", "--addr", "127.0.0.1:1")]
    [InlineData("--to is 'faces.csv'; name a .jsonl file, or a .npy file.", "store", "export", "faces", "--to", "faces.csv", "--addr", "127.0.0.1:1")]
    [InlineData("--values goes with a .npy file", "store", "export", "faces", "--to", "x.jsonl", "--values", "v", "--addr", "127.0.0.1:1")]
    [InlineData("Required argument 'PHOTO' missing", "detect", "--model", "m.onnx")]
    [InlineData("No model is named; give --model FILE.onnx, or --addr HOST:PORT", "detect", "x.jpg")]
    [InlineData("--threshold is '1.5'; expected a number from 0 to 1.", "detect", "x.jpg", "--model", "m.onnx", "--threshold", "1.5")]
    [InlineData("--output is 'x.jpg'; name a .png file.", "detect", "x.jpg", "--model", "m.onnx", "-o", "x.jpg")]
    [InlineData("Required argument 'B' missing", "faces", "verify", "a.jpg")]
    [InlineData("--threshold is 'NaN'; expected a number from 0 to 2.", "faces", "verify", "a.jpg", "b.jpg", "--threshold", "NaN")]
    [InlineData("--option is 'threshold'; expected NAME:VALUE", "faces", "verify", "a.jpg", "b.jpg", "--option", "threshold")]
    [InlineData("--actions has 'agee'; expected age, gender, emotion, race, with commas.", "faces", "analyze", "a.jpg", "--actions", "age, agee")]
    [InlineData("--output is 'a.webp'; name a .png file.", "faces", "analyze", "a.jpg", "--output", "a.webp")]
    [InlineData("Unrecognized command or argument 'complte'", "complte")]
    public async Task Wrong_usage_is_one_sentence_and_exit_code_1(string sentence, params string[] args)
    {
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync(args));
        Assert.StartsWith(sentence, tool.Notes, StringComparison.Ordinal);
        Assert.EndsWith("--help' shows the usage.\n", tool.Notes, StringComparison.Ordinal);
        Assert.Empty(tool.Output);
    }

    [Theory]
    [InlineData("There is no model at 'nowhere.gguf'; --model takes a file or a model's folder.", "complete", "x", "--model", "nowhere.gguf")]
    [InlineData("There is no grammar at 'nowhere.gbnf'; --grammar takes a file in GBNF.", "complete", "x", "--addr", "127.0.0.1:1", "--grammar", "nowhere.gbnf")]
    [InlineData("There are no tools at 'nowhere.json'; --tools takes a JSON file.", "chat", "--addr", "127.0.0.1:1", "--tools", "nowhere.json")]
    [InlineData("There is no image at 'nowhere.jpg'; name a JPEG", "detect", "nowhere.jpg", "--addr", "127.0.0.1:1")]
    [InlineData("There is no image at 'nowhere.jpg'; name a JPEG", "faces", "verify", "nowhere.jpg", "b.jpg")]
    [InlineData("There is no image at 'nowhere.jpg'; name a JPEG", "faces", "analyze", "nowhere.jpg", "-o", "out.png")]
    [InlineData("There is no model at 'nowhere.onnx'; --model takes an .onnx file.", "detect", "x.jpg", "--model", "nowhere.onnx")]
    [InlineData("There is no pack at 'no/where'; --model takes a pack's name, its folder or a file.", "faces", "analyze", "x.jpg", "-m", "no/where")]
    [InlineData("No host answers at 127.0.0.1:1; start one with", "complete", "x", "--addr", "127.0.0.1:1")]
    [InlineData("There is no host at 'nowhere'; --host and LOCALAI_PLUGINS_HOST name", "plugins", "--host", "nowhere")]
    public async Task A_failure_is_one_sentence_and_exit_code_1(string sentence, params string[] args)
    {
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync(args));
        Assert.StartsWith(sentence, tool.Notes, StringComparison.Ordinal);
        Assert.Single(tool.Notes.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("Exception", tool.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_of_a_command_within_a_command_is_named_whole()
    {
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync("store", "stats"));
        Assert.EndsWith("\n'localai store stats --help' shows the usage.\n", tool.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_it_shows_its_commands()
    {
        using var tool = new RecordedTerminal();
        Assert.Equal(0, await tool.RunAsync());
        string[] commands =
        [
            "demo", "serve", "chat", "complete", "embed", "rerank", "tokenize", "finetune", "checkpoints", "export", "quantize",
            "store", "detect", "faces", "template", "status", "plugins", "devices", "bench", "install",
        ];
        Assert.All(commands, command => Assert.Contains($"  {command} ", tool.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_is_no_error_where_an_argument_is_missing()
    {
        using var tool = new RecordedTerminal();
        Assert.Equal(0, await tool.RunAsync("complete", "--help"));
        Assert.Contains("--temperature <N>", tool.Output, StringComparison.Ordinal);
        Assert.Empty(tool.Notes);
    }
}
