using LocalAI.Plugins.Vision.Labels;

namespace LocalAI.Plugins.Vision.Tests.Labels;

public class MetadataNamesTests
{
    [Theory]
    [InlineData("{0: 'person', 1: 'bicycle'}", "person|bicycle")]
    [InlineData("{1: 'b', 0: 'a'}", "a|b")]
    [InlineData("{0: 'a', 2: 'c'}", "a||c")]
    [InlineData("""{0: "it's", 1: 'a "b"', 2: 'a\'b'}""", """it's|a "b"|a'b""")]
    [InlineData("""{"0": "cat", "1": "dog"}""", "cat|dog")]
    [InlineData("['cat', \"dog\"]", "cat|dog")]
    [InlineData(" [ 'cat' , ] ", "cat")]
    [InlineData("{0: 'a, b', 1: 'c: }'}", "a, b|c: }")]
    public void Dictionaries_and_lists_of_Python_and_JSON_are_read(string text, string names)
    {
        Assert.Equal(names.Split('|'), MetadataNames.Read(text)?.Select(name => name ?? ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("person")]
    [InlineData("{0: 'person'")]
    [InlineData("{0: 'person'} x")]
    [InlineData("{0 'person'}")]
    [InlineData("{0: person}")]
    [InlineData("{0: 'a', 0: 'b'}")]
    [InlineData("{-1: 'a'}")]
    [InlineData("{99999999999: 'a'}")]
    [InlineData("{20000: 'a'}")]
    [InlineData("['a' 'b']")]
    [InlineData("['a")]
    [InlineData("['a\\")]
    [InlineData("['']")]
    [InlineData("__import__('os')")]
    public void Other_texts_are_no_names(string text)
    {
        Assert.Null(MetadataNames.Read(text));
    }
}
