using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class SplitModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Counts_the_tensors_of_all_parts()
    {
        var path = Write(1, First());
        Write(2, Second(1));

        Assert.Equal(["token_embd.weight", "output_norm.weight", "more"], GgufFile.Open(path).Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Names_the_part_that_is_missing() =>
        Assert.Contains("part 2 of 2, m-00002-of-00002.gguf, is not beside it", Refusal(Write(1, First())), StringComparison.Ordinal);

    [Fact]
    public void Names_the_part_that_is_damaged()
    {
        var path = Write(1, First());
        var damaged = Second(1);
        damaged.CutOff = 64;
        Write(2, damaged);

        Assert.StartsWith("m-00002-of-00002.gguf: tensor 'more' ends at byte", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_part_with_another_number()
    {
        var path = Write(1, First());
        Write(2, Second(0));

        Assert.Contains("it says that it is part 1; expected part 2 of 2", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_for_the_first_part() =>
        Assert.Contains("it is part 2 of 2 of a split model; load the part named", Refusal(Write(2, Second(1))), StringComparison.Ordinal);

    [Fact]
    public void Asks_for_the_names_that_llama_cpp_looks_for() =>
        Assert.Contains("which end in -00001-of-00002.gguf", Refusal(_folder.Write("renamed.gguf", First().ToArray())), StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_count_of_a_wrong_type() =>
        Assert.Contains("'split.count' has the type u32; expected u16", TinyModel.Refusal(TinyModel.Llama().Set("split.count", 2u)), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static GgufWriter First() => TinyModel.Llama().SetUInt16("split.count", 2).SetUInt16("split.no", 0);

    private static GgufWriter Second(ushort number) =>
        new GgufWriter().SetUInt16("split.count", 2).SetUInt16("split.no", number).Tensor("more", 0, [64]);

    private string Write(int part, GgufWriter writer) => _folder.Write($"m-0000{part}-of-00002.gguf", writer.ToArray());

    private static string Refusal(string path) => Assert.Throws<EngineException>(() => GgufFile.Open(path)).Message;
}
