using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Tests.Tokens;
using LocalAI.Plugins.Trainer.Tokens;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

/// <summary>Files with random damage are loaded, or refused with a sentence: nothing else is thrown, and the process lives.</summary>
public sealed class DamagedModelTests
{
    private static readonly string[] Values =
    [
        "0", "-1", "1", "3", "7", "2147483647", "2147483648", "1e300", "null", "true", "[]", "{}", "\"\"", "\"x\"", "1.5",
        "99999999999999999999", "\"\\ud800\"",
    ];

    [Theory]
    [InlineData("config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    public void A_description_with_changed_values(string name)
    {
        using var folder = Folder();
        var whole = File.ReadAllText(folder.File(name));
        var random = new Random(4);
        for (var i = 0; i < 150; i++)
        {
            // From one comma or colon to the next bracket, brace or comma.
            var starts = Enumerable.Range(0, whole.Length).Where(place => whole[place] is ':' or ',' or '[').ToArray();
            var start = starts[random.Next(starts.Length)] + 1;
            var end = whole.IndexOfAny([',', '}', ']'], start);
            File.WriteAllText(folder.File(name), whole[..start] + Values[random.Next(Values.Length)] + whole[end..]);
            AssertLoadsOrIsRefused(folder.Path);
        }
    }

    [Theory]
    [InlineData("model.safetensors", 4000)]
    [InlineData("model.gguf", 20_000)]
    public void A_file_with_changed_bytes(string name, int within)
    {
        using var folder = Folder();
        using (var converted = folder.Convert())
            File.Copy(converted.First.Path, folder.File("model.gguf"));
        var whole = File.ReadAllBytes(folder.File(name));
        var random = new Random(4);
        for (var i = 0; i < 200; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var j = random.Next(1, 4); j > 0; j--)
                bytes[random.Next(within)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(4));
            File.WriteAllBytes(folder.File(name), bytes);
            AssertLoadsOrIsRefused(name == "model.gguf" ? folder.File(name) : folder.Path);
        }
    }

    private static void AssertLoadsOrIsRefused(string path)
    {
        using var scope = NewDisposeScope();
        try
        {
            using var model = BaseModel.Load(path, 64, ScalarType.Float32, CPU);
            var tokens = model.Tokenizer.Encode("the cat sees <|im_end|> 12 apples");
            model.Tokenizer.Decode(tokens, showsSpecial: true);
            Assert.All(tokens, token => Assert.InRange(token, 0, model.Model.Shape.Vocabulary - 1));
            Assert.All(model.EndTokens, token => Assert.InRange(token, 0, model.Model.Shape.Vocabulary - 1));
            Assert.NotNull(model.AddedFiles);
        }
        catch (EngineException e)
        {
            Assert.True(e.Message.EndsWith('.'), e.Message);
        }
    }

    private static ModelFolder Folder()
    {
        var folder = RandomFolder.Of(RandomFolder.Shape(ModelFamily.Qwen2) with { Layers = 1 });
        var trained = TrainedVocabulary.Train(
            SmallTexts.Sentences(60), 290, 256, "{{ messages }}", TestContext.Current.CancellationToken);
        foreach (var (name, content) in trained.Files)
            folder.WriteText(name, Encoding.UTF8.GetString(content));
        folder.Write();
        return folder;
    }
}
