using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging.Tests.Decoding;
using LocalAI.Plugins.Requests;
using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests.Reading;

public sealed partial class PictureReaderTests : IDisposable
{
    private static readonly AllowedRoots Anywhere = new("SRC_ROOTS", []);

    private readonly string _folder = Directory.CreateTempSubdirectory("imaging-").FullName;

    public static TheoryData<SKEncodedImageFormat> Formats { get; } =
    [
        SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp, SKEncodedImageFormat.Bmp, SKEncodedImageFormat.Gif,
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reads_base64_however_it_is_written(SKEncodedImageFormat format)
    {
        var file = Samples.Of(format);
        using var expected = PictureDecoder.Decode("src", file, PictureLimits.Default);
        var base64 = Convert.ToBase64String(file);
        string[] sources =
        [
            base64,
            base64.TrimEnd('='),
            base64.Replace('+', '-').Replace('/', '_'),
            Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks),
            $"\n  {base64}\r\n",
            string.Join(' ', base64.Chunk(3).Select(part => new string(part))),
            "data:image/whatever;base64," + base64,
            "DATA:image/jpeg;name=a b.jpg;BASE64, " + base64.TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            "data:;base64,\n" + Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks),
        ];

        foreach (var source in sources)
        {
            using var picture = Read(source);

            Assert.Equal((expected.Width, expected.Height), (picture.Width, picture.Height));
            Assert.True(expected.Bytes.SequenceEqual(picture.Bytes), source[..40]);
        }
    }

    [Fact]
    public void Base64_of_a_jpeg_begins_with_a_slash_and_is_no_path()
    {
        var base64 = Convert.ToBase64String(Samples.Of(SKEncodedImageFormat.Jpeg));
        Assert.StartsWith("/9j/", base64, StringComparison.Ordinal);

        using var picture = PictureReader.Read("src", base64, new AllowedRoots("SRC_ROOTS", [_folder]), PictureLimits.Default);

        Assert.Equal(40, picture.Width);
    }

    [Fact]
    public void Reads_files_by_absolute_and_relative_paths()
    {
        var path = Write("no extension", Samples.Of(SKEncodedImageFormat.Png));

        using var absolute = Read(path);
        using var relative = Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), path));
        using var allowed = PictureReader.Read("src", path, new AllowedRoots("SRC_ROOTS", [_folder]), PictureLimits.Default);

        Assert.Equal(40, absolute.Width);
        Assert.True(absolute.Bytes.SequenceEqual(relative.Bytes));
        Assert.True(absolute.Bytes.SequenceEqual(allowed.Bytes));
    }

    [Fact]
    public void Reads_no_file_outside_of_the_folders_that_are_named()
    {
        var path = Write("inside.png", Samples.Of(SKEncodedImageFormat.Png));
        var roots = new AllowedRoots("SRC_ROOTS", [Path.Combine(_folder, "other")]);

        Refused(EngineFailure.PermissionDenied, "SRC_ROOTS", path, roots);
        Refused(EngineFailure.PermissionDenied, "SRC_ROOTS", "/etc/hostname", roots);
        // Whether a file is there is not said either.
        Refused(EngineFailure.PermissionDenied, "SRC_ROOTS", Path.Combine(_folder, "absent.png"), roots);
        Refused(EngineFailure.PermissionDenied, "SRC_ROOTS", "/" + string.Join('/', Enumerable.Repeat("deep.er", 400)), roots);
    }

    [Fact]
    public void Follows_no_link_out_of_the_folders_that_are_named()
    {
        if (OperatingSystem.IsWindows())
            return;
        var target = Write("target.png", Samples.Of(SKEncodedImageFormat.Png));
        var allowed = Directory.CreateDirectory(Path.Combine(_folder, "allowed")).FullName;
        File.CreateSymbolicLink(Path.Combine(allowed, "link.png"), target);

        Refused(EngineFailure.PermissionDenied, "SRC_ROOTS", Path.Combine(allowed, "link.png"), new AllowedRoots("SRC_ROOTS", [allowed]));
        using var picture = Read(Path.Combine(allowed, "link.png"));
    }

    [Fact]
    public void Says_that_nothing_is_there()
    {
        Refused(EngineFailure.NotFound, "where no file is", Path.Combine(_folder, "absent.png"));
        Refused(EngineFailure.NotFound, "where no file is", "photos/absent.png");
        Refused(EngineFailure.NotFound, "where no file is", "/tmp/absent");
    }

    [Fact]
    public void Says_what_is_wrong_with_other_texts()
    {
        Refused(EngineFailure.InvalidInput, "src is empty", "");
        Refused(EngineFailure.InvalidInput, "src is empty", " \n");
        Refused(EngineFailure.InvalidInput, "neither base64 of an image nor the path of a file", "hello");
        Refused(EngineFailure.InvalidInput, "neither base64 of an image nor the path of a file", "aGVsbG8gd29ybGQ=");
        Refused(EngineFailure.InvalidInput, "neither base64 of an image nor the path of a file", new string('x', 100_000));
        Refused(EngineFailure.InvalidInput, "neither base64 of an image nor the path of a file", "a\0b.png");
        Refused(EngineFailure.InvalidInput, "none is fetched", "https://example.com/a.png");
        Refused(EngineFailure.InvalidInput, "is a folder", _folder);
        Refused(EngineFailure.InvalidInput, "without ';base64,'", "data:image/png,abc");
        Refused(EngineFailure.InvalidInput, "without ';base64,'", "data:image/png;base64");
        Refused(EngineFailure.InvalidInput, "no valid base64", "data:image/png;base64,!!!!");
        Refused(EngineFailure.InvalidInput, "0 bytes", "data:image/png;base64,");
        Refused(EngineFailure.InvalidInput, "no image of a known format", "data:image/png;base64,aGVsbG8gd29ybGQ=");
        Refused(EngineFailure.InvalidInput, "is HEIC", Convert.ToBase64String([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0]));
        Refused(EngineFailure.InvalidInput, "no image of a known format", Write("text.png", "hello"u8.ToArray()));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("=")]
    [InlineData("é")]
    [InlineData("\u4e00")]
    [InlineData("\0")]
    public void Refuses_base64_that_breaks_off(string wrong)
    {
        using var picture = Pattern.Noise(200, 100);
        var base64 = Convert.ToBase64String(Encoded.Of(picture, SKEncodedImageFormat.Png));

        Refused(EngineFailure.InvalidInput, "no valid base64", base64[..20_000] + wrong + base64[20_000..]);
        Refused(EngineFailure.InvalidInput, "no valid base64", base64[..8192] + wrong + base64[8192..]);
    }

    [Fact]
    public void Looks_at_the_length_before_it_decodes_or_reads()
    {
        var file = Samples.Of(SKEncodedImageFormat.Png);
        var (exact, less) = (new PictureLimits { Bytes = file.Length }, new PictureLimits { Bytes = file.Length - 1 });
        var path = Write("a.png", file);

        string[] sources = [Convert.ToBase64String(file), Convert.ToBase64String(file, Base64FormattingOptions.InsertLineBreaks), path];
        foreach (var source in sources)
        {
            using var picture = PictureReader.Read("src", source, Anywhere, exact);
            var refusal = Assert.Throws<EngineException>(() => PictureReader.Read("src", source, Anywhere, less));
            Assert.Equal($"src is an image of {file.Length} bytes; send one of at most {file.Length - 1}.", refusal.Message);
        }
    }

    [Fact]
    public void Reads_only_regular_files_with_bytes_in_them()
    {
        Refused(EngineFailure.InvalidInput, "no regular file with bytes in it", Write("empty.png", []));
        if (OperatingSystem.IsWindows())
            return;
        var pipe = Path.Combine(_folder, "pipe.png");
        Assert.Equal(0, MakePipe(pipe, 0x1A4));
        Refused(EngineFailure.InvalidInput, "no regular file with bytes in it", pipe);
        Refused(EngineFailure.InvalidInput, "no regular file with bytes in it", "/dev/zero");
        Refused(EngineFailure.InvalidInput, "no regular file with bytes in it", "/dev/null");
    }

    [Fact]
    public void Allocates_next_to_nothing_on_the_managed_heap()
    {
        using var photo = Encoded.Smooth(640, 480);
        var file = Encoded.Of(photo, SKEncodedImageFormat.Jpeg, 85);
        var (base64, path) = (Convert.ToBase64String(file), Write("photo.jpg", file));
        var tensor = new float[3 * 128 * 128];
        Look();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Look();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024);

        void Look()
        {
            foreach (var source in new[] { base64, path })
            {
                using var picture = Read(source);
                Resampler.Fit(picture, tensor, 128, 128, LetterboxPlacement.Centre, 114, PixelValues.Unit(ChannelOrder.Rgb));
            }
        }
    }

    private static Picture Read(string source) => PictureReader.Read("src", source, Anywhere, PictureLimits.Default);

    private static void Refused(EngineFailure failure, string says, string source, AllowedRoots? roots = null)
    {
        var refusal = Assert.Throws<EngineException>(() => PictureReader.Read("src", source, roots ?? Anywhere, PictureLimits.Default));

        Assert.Equal(failure, refusal.Failure);
        Assert.StartsWith("src ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 10, 250);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
