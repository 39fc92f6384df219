using System.CommandLine;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Options;

/// <summary>The options that say how text is generated.</summary>
internal sealed class SamplingOptions
{
    private const int PenaltyWindow = 64;

    private readonly Option<int> _tokens =
        NumberOption.Create("--tokens", "Tokens to generate at most; 0: until the model ends", 256, 0, int.MaxValue);

    private readonly Option<float> _temperature =
        NumberOption.Create("--temperature", "0: always the likeliest token; higher: more surprising", 0.8f, 0f, 100f);

    private readonly Option<int> _topK = NumberOption.Create("--top-k", "Choose among the K likeliest tokens; 0: all", 40, 0, int.MaxValue);

    private readonly Option<float> _topP =
        NumberOption.Create("--top-p", "Choose among the likeliest tokens that make up this probability; 1: all", 0.95f, 0f, 1f);

    private readonly Option<float> _minP =
        NumberOption.Create("--min-p", "Leave out tokens less likely than this part of the likeliest one", 0f, 0f, 1f);

    private readonly Option<int> _seed = NumberOption.Create("--seed", "Repeats a text; -1: another one each time", -1, -1, int.MaxValue);

    private readonly Option<float> _repeatPenalty =
        NumberOption.Create("--repeat-penalty", $"Above 1: avoids the last {PenaltyWindow} tokens", 1f, 0.01f, 100f);

    private readonly Option<string[]> _stop = new("--stop")
    {
        HelpName = "TEXT",
        Description = "End before this text; may be repeated",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _grammar = new("--grammar")
    {
        HelpName = "FILE",
        Description = "Allow only what this GBNF grammar allows",
    };

    /// <summary>Adds the options to a command.</summary>
    public SamplingOptions(Command command)
    {
        command.Add(_tokens);
        command.Add(_temperature);
        command.Add(_topK);
        command.Add(_topP);
        command.Add(_minP);
        command.Add(_seed);
        command.Add(_repeatPenalty);
        command.Add(_stop);
        command.Add(_grammar);
        command.Add(Logprobs);
    }

    /// <summary><c>--logprobs</c>.</summary>
    public Option<int> Logprobs { get; } =
        NumberOption.Create("--logprobs", "With --json: the probabilities of this many tokens at each step", 0, 0, 1000);

    /// <summary>What Predict is to be asked.</summary>
    public PredictOptions Read(ParseResult result, string prompt)
    {
        var seed = result.GetValue(_seed);
        var penalty = result.GetValue(_repeatPenalty);
        var logprobs = result.GetValue(Logprobs);
        var options = new PredictOptions
        {
            Prompt = prompt,
            Tokens = result.GetValue(_tokens),
            Temperature = result.GetValue(_temperature),
            TopK = result.GetValue(_topK),
            TopP = result.GetValue(_topP),
            MinP = result.GetValue(_minP),
            // A seed is chosen here rather than by the host, so that it can be told and the text repeated.
            Seed = seed < 0 ? Random.Shared.Next() : seed,
            Penalty = penalty,
            Repeat = penalty == 1f ? 0 : PenaltyWindow,
            TypicalP = 1f,
            PromptCacheAll = true,
            Logprobs = logprobs,
            TopLogprobs = logprobs,
        };
        options.StopPrompts.AddRange(result.GetValue(_stop));
        if (result.GetValue(_grammar) is { } grammar)
            options.Grammar = ReadGrammar(grammar);
        return options;
    }

    private static string ReadGrammar(string file) => File.Exists(file)
        ? File.ReadAllText(file)
        : throw new UserError($"There is no grammar at '{file}'; --grammar takes a file in GBNF.");
}
