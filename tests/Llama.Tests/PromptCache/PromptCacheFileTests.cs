using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.PromptCache;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Tests.PromptCache;

public sealed class PromptCacheFileTests : IDisposable
{
    /// <summary>The state of a model that keeps one row of keys a token, and no values.</summary>
    private static readonly StateLayout Layout = new(Caches: 1, IsRecurrent: false, HasPlaces: false);

    private static readonly SequenceState State = new([403], [
        .. Numbers(7, 0, /* streams */ 1, /* cells */ 1, /* position */ 0, /* sequences */ 1, 0),
        .. Numbers(/* turned */ 0, /* layers */ 1, /* type */ 0, /* row */ 5, 0), 1, 2, 3, 4, 5]);

    private readonly TemporaryFolder _folder = new();
    private readonly ModelFingerprint _fingerprint = Fingerprint();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_back_what_was_written_and_leaves_nothing_else()
    {
        var path = _folder.File("deep/down/story.cache");

        PromptCacheFile.Write(path, State with { State = [] }, _fingerprint);
        PromptCacheFile.Write(path, State, _fingerprint);
        var read = PromptCacheFile.Read(path, _fingerprint, Layout)!;

        Assert.Equal(State.Tokens, read.Tokens);
        Assert.Equal(State.State, read.State);
        Assert.Equal([path], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_that_is_not_there_holds_nothing() => Assert.Null(PromptCacheFile.Read(_folder.File("none"), _fingerprint, Layout));

    [Fact]
    public void Every_changed_byte_and_every_cut_is_noticed()
    {
        var path = _folder.File("story.cache");
        PromptCacheFile.Write(path, State, _fingerprint);
        var bytes = File.ReadAllBytes(path);

        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x41;
            Assert.Contains("PromptCachePath 'story.cache'", Refusal(changed), StringComparison.Ordinal);
            Assert.EndsWith(".", Refusal(bytes[..i]), StringComparison.Ordinal);
        }
        Assert.Contains("damaged", Refusal([.. bytes, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_of_another_model_is_refused_by_name()
    {
        var path = _folder.File("story.cache");
        PromptCacheFile.Write(path, State, Fingerprint(settings => settings with { RopeFreqBase = 5000 }));

        var refusal = Assert.Throws<EngineException>(() => PromptCacheFile.Read(path, _fingerprint, Layout));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("holds the prompt cache of another model", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anything_else_is_refused_and_left_as_it_is()
    {
        var path = _folder.Write("precious.gguf", "GGUF and so on, long enough to be read as a header of a cache file"u8.ToArray());

        Assert.Contains("is no prompt cache", RefusalOf(path), StringComparison.Ordinal);
        Assert.Contains("is a folder", RefusalOf(_folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_beside_it()
    {
        var path = _folder.File("taken");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => PromptCacheFile.Write(path, State, _fingerprint));

        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_state_that_is_none_of_its_tokens_is_refused_whatever_its_checksum()
    {
        var path = _folder.File("story.cache");
        SequenceState[] forgeries = [State with { Tokens = [1, 2] }, State with { State = [] }, State with { State = [.. State.State, 0] }];
        foreach (var forged in forgeries)
        {
            PromptCacheFile.Write(path, forged, _fingerprint);

            var refusal = Assert.Throws<EngineException>(() => PromptCacheFile.Read(path, _fingerprint, Layout));
            Assert.Equal("PromptCachePath 'story.cache' is a damaged prompt cache; delete it or name another file.", refusal.Message);
        }
    }

    private static byte[] Numbers(params int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private string Refusal(byte[] content) => RefusalOf(_folder.Write("story.cache", content));

    private string RefusalOf(string path) =>
        Assert.Throws<EngineException>(() => PromptCacheFile.Read(path, _fingerprint, Layout)).Message;

    private static ModelFingerprint Fingerprint(Func<LoadSettings, LoadSettings>? change = null)
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        var settings = new LoadSettings { ModelFile = TestFiles.SharedModel("llm/stories260K-f32.gguf") };
        return ModelFingerprint.Of(change?.Invoke(settings) ?? settings);
    }
}
