using System.CommandLine;
using LocalAI.CommandLine.Options;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Options;

public class RequestTests
{
    private static readonly ConnectionSettings Elsewhere = new("127.0.0.1:1", null, null, Verbose: false);

    [Fact]
    public void Sampling_has_sensible_defaults()
    {
        var options = ReadSampling("hi");
        Assert.Equal("hi", options.Prompt);
        Assert.Equal(256, options.Tokens);
        Assert.Equal(0.8f, options.Temperature);
        Assert.Equal(40, options.TopK);
        Assert.Equal(0.95f, options.TopP);
        Assert.Equal(1f, options.TypicalP);
        Assert.Equal(0, options.Repeat);
        Assert.True(options.PromptCacheAll);
        Assert.InRange(options.Seed, 0, int.MaxValue);
    }

    [Fact]
    public void A_prompt_may_begin_with_an_at_sign_or_a_bracket()
    {
        Assert.Equal("@home [x]", ReadSampling("@home [x]").Prompt);
    }

    [Fact]
    public void A_repeat_penalty_opens_its_window() => Assert.Equal(64, ReadSampling("hi", "--repeat-penalty", "1.1").Repeat);

    [Fact]
    public void Every_stop_text_counts() =>
        Assert.Equal(["\n", "END"], ReadSampling("hi", "--stop", "\n", "--stop", "END").StopPrompts);

    [Fact]
    public void The_grammar_is_read_from_its_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("yes.gbnf", "root ::= \"yes\"");
        Assert.Equal("root ::= \"yes\"", ReadSampling("hi", "--grammar", file).Grammar);
    }

    [Fact]
    public void A_model_is_loaded_as_LocalAI_loads_one()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("m.gguf", "");
        var options = ReadLoad("--model", file)!;
        Assert.Equal("m.gguf", options.Model);
        Assert.Equal(file, options.ModelFile);
        Assert.Equal(folder.Path, options.ModelPath);
        Assert.Equal(99999999, options.NGPULayers);
        Assert.True(options.MMap);
        Assert.Equal(["parallel:1"], options.Options);
    }

    [Fact]
    public void Device_plugin_and_options_travel_as_options_of_LoadModel() => Assert.Equal(
        ["parallel:4", "device:cuda:0", "plugin:llama", "context_shift:true"],
        ReadLoad("--model", "m", "--parallel", "4", "--device", "cuda:0", "--plugin", "llama", "--option", "context_shift:true")!.Options);

    [Fact]
    public void A_file_of_another_machine_is_passed_on_as_it_was_written() =>
        Assert.Equal("/models/there.gguf", ReadLoad("--model", "/models/there.gguf")!.ModelFile);

    [Fact]
    public void No_model_means_no_load() => Assert.Null(ReadLoad());

    private static PredictOptions ReadSampling(string prompt, params string[] args)
    {
        var command = new Command("test");
        var argument = new Argument<string>("PROMPT");
        command.Add(argument);
        var sampling = new SamplingOptions(command);
        var result = command.Parse([prompt, .. args], new ParserConfiguration { ResponseFileTokenReplacer = null });
        Assert.Empty(result.Errors);
        return sampling.Read(result, result.GetRequiredValue(argument));
    }

    private static ModelOptions? ReadLoad(params string[] args)
    {
        var command = new Command("test");
        var load = new LoadOptions(command);
        var result = command.Parse(args);
        Assert.Empty(result.Errors);
        return load.Read(result, Elsewhere);
    }
}
