using LocalAI.CommandLine.Pictures;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Pictures;

public sealed class PhotoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bytes_are_sent_as_base64()
    {
        var photo = Assert.Single(Photo.Read(_folder.Write("a.jpg", "abc")));
        Assert.Equal("YWJj", photo.ToBase64());
    }

    [Fact]
    public void What_is_missing_empty_or_a_folder_is_refused()
    {
        var missing = Path.Combine(_folder.Path, "missing.jpg");
        Assert.Equal($"There is no image at '{missing}'; name a JPEG, PNG, WebP, BMP or GIF file.", Refuse(missing));
        Assert.StartsWith($"'{_folder.Path}' is a folder; ", Refuse(_folder.Path), StringComparison.Ordinal);
        var empty = _folder.Write("empty.jpg", "");
        Assert.Equal($"'{empty}' is empty; name a JPEG, PNG, WebP, BMP or GIF file.", Refuse(empty));
    }

    [Fact]
    public void The_images_of_a_call_fit_into_one_message_together()
    {
        var (half, large) = (Sparse("half.png", 19 << 20), Sparse("large.png", 38 << 20));
        Assert.Single(Photo.Read(half));
        Assert.Equal(
            $"'{large}' is too large: the images of one call may have 37.5 MiB together, for a message has 50 MiB and they go as base64; "
            + "give a smaller one.",
            Refuse(large));
        Assert.Contains("is too large", Refuse(half, half), StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_that_is_read_fits_into_a_message()
    {
        const int Most = (50 * 1024 * 1024 - 64 * 1024) / 4 * 3;
        Assert.Contains("is too large", Refuse(Sparse("more.png", Most + 1)), StringComparison.Ordinal);
        var photo = Photo.Read(Sparse("most.png", Most))[0];
        var request = new DetectOptions { Src = photo.ToBase64(), Prompt = "dog", Threshold = 0.5f };
        Assert.InRange(request.CalculateSize(), 49 << 20, 50 << 20);
    }

    [Fact]
    public void A_device_without_an_end_is_refused()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero.");
        Assert.Contains("is too large", Refuse("/dev/zero"), StringComparison.Ordinal);
    }

    private static string Refuse(params string[] files) => Assert.Throws<UserError>(() => Photo.Read(files)).Message;

    private string Sparse(string name, long length)
    {
        var path = Path.Combine(_folder.Path, name);
        using var file = File.Create(path);
        file.SetLength(length);
        return path;
    }
}
