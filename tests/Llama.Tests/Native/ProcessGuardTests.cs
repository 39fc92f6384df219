using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.LlamaCpp;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Tests.Native;

/// <summary>
/// What ends the process when it reaches llama.cpp: one test each that our side refuses it. Without its guard a test here does not
/// fail, it takes the whole run down.
/// </summary>
public sealed class ProcessGuardTests : IDisposable
{
    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void A_batch_over_the_batch_size_is_refused()
    {
        using var context = _model.CreateContext(batch: 16);
        using var batch = new TokenBatch(context.BatchSize + 1);
        for (var position = 0; position <= context.BatchSize; position++)
            batch.Add(1, position, 0, wantsOutput: false);

        Assert.Throws<ArgumentOutOfRangeException>(() => context.Decode(batch));
    }

    [Fact]
    public void An_empty_batch_is_refused()
    {
        using var context = _model.CreateContext();
        using var batch = new TokenBatch(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => context.Decode(batch));
    }

    [Fact]
    public void More_tokens_than_a_batch_holds_are_refused()
    {
        using var batch = new TokenBatch(1);
        batch.Add(1, 0, 0, wantsOutput: false);

        Assert.Throws<ArgumentOutOfRangeException>(() => batch.Add(1, 1, 0, wantsOutput: false));
    }

    [Fact]
    public void Logits_that_were_not_asked_for_are_an_error()
    {
        using var context = _model.CreateContext();
        using var batch = new TokenBatch(2);
        batch.Add(1, 0, 0, wantsOutput: false);
        batch.Add(1, 1, 0, wantsOutput: true);

        Assert.Throws<EngineException>(() => context.Logits(0).Length);
        Assert.Equal(DecodeOutcome.Done, context.Decode(batch));
        Assert.Throws<EngineException>(() => context.Logits(0).Length);
        Assert.Equal(_model.Vocabulary.Size, context.Logits(1).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(512)]
    [InlineData(int.MaxValue)]
    public void A_token_outside_the_vocabulary_has_no_piece(int token) =>
        Assert.ThrowsAny<Exception>(() => _model.Vocabulary.Piece(token));

    [Theory]
    [InlineData("root ::= \"yes\"", "no letter of it")]
    [InlineData("root ::= [a-z]+", "a ban of everything")]
    public void A_grammar_that_leaves_no_token_is_an_error(string grammar, string _)
    {
        var settings = new SamplerSettings
        {
            Grammar = grammar,
            LogitBias = Enumerable.Range(0, _model.Vocabulary.Size).ToDictionary(token => token, _ => float.NegativeInfinity),
        };
        using var sampler = new TokenSampler(settings, _model.Vocabulary);

        Assert.Throws<EngineException>(() => sampler.Sample(new float[_model.Vocabulary.Size]));
    }

    [Fact]
    public void Only_tokens_the_grammar_allows_are_accepted_however_unlikely()
    {
        var logits = new float[_model.Vocabulary.Size];
        var unwanted = _model.Vocabulary.Tokenize("Lily", addSpecial: false)[0];
        logits[unwanted] = 1000;
        using var sampler = new TokenSampler(
            new SamplerSettings { Grammar = "root ::= [0-9] [0-9] [0-9]", Temperature = 0.01f, TopK = 1 }, _model.Vocabulary);

        var text = string.Concat(Enumerable.Range(0, 3).Select(_ =>
            System.Text.Encoding.ASCII.GetString(_model.Vocabulary.Piece(sampler.Sample(logits)))));

        Assert.Matches("^[0-9]{3}$", text);
    }

    [Fact]
    public void Sampling_past_the_end_of_a_grammar_ends_the_text()
    {
        using var sampler = new TokenSampler(new SamplerSettings { Grammar = "root ::= \"a\"" }, _model.Vocabulary);
        var logits = new float[_model.Vocabulary.Size];

        sampler.Sample(logits);

        Assert.True(_model.Vocabulary.IsEndOfGeneration(sampler.Sample(logits)));
    }

    [Theory]
    [InlineData(0f, 0, 1f, 0)]
    [InlineData(0f, 0, 0.5f, 0)]
    [InlineData(0.8f, 40, 1f, 0)]
    [InlineData(0.8f, 0, 0.5f, 0)]
    [InlineData(0.8f, 0, 1f, 1)]
    [InlineData(0.8f, 0, 1f, 2)]
    public void Every_chain_ends_with_a_sampler_that_selects(float temperature, int topK, float typicalP, int mirostat)
    {
        var settings = new SamplerSettings { Temperature = temperature, TopK = topK, TypicalP = typicalP, Mirostat = mirostat };
        using var sampler = new TokenSampler(settings, _model.Vocabulary);

        Assert.InRange(sampler.Sample(new float[_model.Vocabulary.Size]), 0, _model.Vocabulary.Size - 1);
    }

    [Fact]
    public void Logits_that_are_no_numbers_are_an_error()
    {
        var logits = new float[_model.Vocabulary.Size];
        logits.AsSpan().Fill(float.NaN);
        using var greedy = new TokenSampler(new SamplerSettings(), _model.Vocabulary);
        using var random = new TokenSampler(new SamplerSettings { Temperature = 1 }, _model.Vocabulary);

        Assert.Throws<EngineException>(() => greedy.Sample(logits));
        Assert.Throws<EngineException>(() => random.Sample(logits));
    }

    [Theory]
    [InlineData("root ::= (")]
    [InlineData("roots ::= \"a\"")]
    [InlineData("root ::= root \"a\"")]
    [InlineData("not a grammar")]
    public void A_broken_grammar_is_refused(string grammar)
    {
        var error = Assert.Throws<EngineException>(() => new TokenSampler(new SamplerSettings { Grammar = grammar }, _model.Vocabulary));

        Assert.Equal(EngineFailure.InvalidInput, error.Failure);
    }

    [Fact]
    public void A_grammar_too_deep_for_the_native_parser_is_refused()
    {
        var grammar = "root ::= " + new string('(', 100_000) + "\"a\"" + new string(')', 100_000);

        Assert.Throws<EngineException>(() => new TokenSampler(new SamplerSettings { Grammar = grammar }, _model.Vocabulary));
    }

    [Fact]
    public void A_logger_that_throws_does_not_reach_native_code()
    {
        NativeLog.Logger = new ThrowingLogger();
        try
        {
            using var context = _model.CreateContext();
        }
        finally
        {
            NativeLog.Logger = null;
        }
    }

    [Fact]
    public void Copies_between_sequences_and_direct_sampling_are_not_bound()
    {
        string[] deadly = ["llama_memory_seq_cp", "llama_sampler_sample"];

        Assert.DoesNotContain(typeof(LlamaApi).GetMethods(), method => deadly.Contains(method.Name));
    }

    private sealed class ThrowingLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("A logger that fails.");
    }
}
