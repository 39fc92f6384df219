using System.Text;
using LocalAI.Plugins.Imaging.Reading;

namespace LocalAI.Plugins.Imaging.Tests.Reading;

public sealed unsafe class Base64TextTests
{
    [Fact]
    public void Decodes_what_was_encoded_whatever_its_length_alphabet_padding_and_spaces()
    {
        var random = new Random(64);
        for (var round = 0; round < 400; round++)
        {
            var bytes = new byte[round < 40 ? round : random.Next(40_000)];
            random.NextBytes(bytes);
            var text = Convert.ToBase64String(bytes);
            if (random.Next(2) == 0)
                text = text.TrimEnd('=');
            if (random.Next(2) == 0)
                text = text.Replace('+', '-').Replace('/', '_');
            if (random.Next(2) == 0)
                text = Spaced(text, random);

            using var decoded = Base64Text.Decode(text);

            Assert.NotNull(decoded);
            Assert.True(new ReadOnlySpan<byte>(decoded.Pointer, decoded.Length).SequenceEqual(bytes), $"round {round}, {bytes.Length} bytes");
            Assert.Equal(bytes.Length, Base64Text.Bytes(text));
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AAAAA")]
    [InlineData("AAA===")]
    [InlineData("A===")]
    [InlineData("AA=A")]
    [InlineData("AAAA=AAA")]
    [InlineData("AA.A")]
    [InlineData("AAA\u0141")]
    [InlineData("AA\ud83d\ude00")]
    [InlineData("AAA\v")]
    public void Is_not_base64(string text) => Assert.Null(Base64Text.Decode(text));

    [Theory]
    [InlineData("/9j/4AAQ", "JPEG")]
    [InlineData("_9j_4AAQ", "JPEG")]
    [InlineData(" / 9\nj/4", "JPEG")]
    [InlineData("iVBORw0KGgo=", null)]
    [InlineData("iVBORw0KGgoA", "PNG")]
    [InlineData("/9j.jpg/photos", null)]
    [InlineData("/etc/hostname", null)]
    [InlineData("", null)]
    public void Tells_images_by_how_they_begin(string text, string? format) => Assert.Equal(format, Base64Text.Format(text)?.Name);

    private static string Spaced(string text, Random random)
    {
        var spaced = new StringBuilder();
        var run = random.Next(1, 100);
        foreach (var part in text.Chunk(run))
            spaced.Append(part).Append(" \n\t\r"[random.Next(4)], random.Next(3));
        return spaced.ToString();
    }
}
