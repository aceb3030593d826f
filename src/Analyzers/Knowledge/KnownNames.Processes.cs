namespace ProcessSafety.Analyzers.Knowledge;

/// <summary>The lists about starts, launches, streams and channels between processes, and exits.</summary>
internal static partial class KnownNames
{
    /// <summary>A file that starts a process has one of these words.</summary>
    public static readonly NameList ProcessWords = NameList.Of("process-words");

    /// <summary>The streams of a child.</summary>
    public static readonly NameList ChildStreams = NameList.Of("child-streams");

    /// <summary>Settings that can tell a child that it is one, by name.</summary>
    public static readonly NameList ChildMarkers = NameList.Of("child-markers");

    /// <summary>Collections whose elements a child gets.</summary>
    public static readonly NameList ChildLists = NameList.Of("child-lists");

    /// <summary>Methods that give an assembly of this program, by name.</summary>
    public static readonly NameList OwnAssemblies = NameList.Of("own-assemblies");

    /// <summary>What a packaged program is called by the shell.</summary>
    public static readonly NameList PackageNames = NameList.Of("package-names");

    /// <summary>Protocols that belong to no program of the user.</summary>
    public static readonly NameList CommonSchemes = NameList.Of("common-schemes");

    /// <summary>Namespaces of libraries that read arguments or settings; those below them belong to it.</summary>
    public static readonly NameList ParserNamespaces = NameList.Of("parser-namespaces");

    /// <summary>Namespaces whose methods choose services.</summary>
    public static readonly NameList ServiceNamespaces = NameList.Of("service-namespaces");

    /// <summary>Methods of parsers that run the handler of a command, by name.</summary>
    public static readonly NameList CommandRuns = NameList.Of("command-runs");

    /// <summary>Methods of parsers that only read the arguments, by name.</summary>
    public static readonly NameList CommandParses = NameList.Of("command-parses");

    /// <summary>What reads the arguments of the process outside of Main.</summary>
    public static readonly NameList ArgumentReads = NameList.Of("argument-reads");

    /// <summary>Searches in a list that begin at its first item.</summary>
    public static readonly NameList FirstFinds = NameList.Of("first-finds");

    /// <summary>What gives the first item of a list, or of those that fit.</summary>
    public static readonly NameList FirstItems = NameList.Of("first-items");

    /// <summary>Questions whether one item at least fits.</summary>
    public static readonly NameList AnyMatches = NameList.Of("any-matches");

    /// <summary>Methods that end the process, or ask its framework to, by name.</summary>
    public static readonly NameList ProgramEnds = NameList.Of("program-ends");

    /// <summary>Methods that wait for a child, or give something back, by name.</summary>
    public static readonly NameList ChildWaits = NameList.Of("child-waits");

    /// <summary>Methods that say what has happened, by name.</summary>
    public static readonly NameList LogWords = NameList.Of("log-words");

    /// <summary>Side effects that each process needs for itself.</summary>
    public static readonly NameList OwnEffects = NameList.Of("own-effects");

    /// <summary>Methods that wait for a person, by name.</summary>
    public static readonly NameList ConsoleReads = NameList.Of("console-reads");

    /// <summary>Calls that give the object of a process which somebody else started.</summary>
    public static readonly NameList ProcessLookups = NameList.Of("process-lookups");

    /// <summary>Properties that only the object has which started the process.</summary>
    public static readonly NameList StarterMembers = NameList.Of("starter-members");

    /// <summary>Those of them that tell how it ended.</summary>
    public static readonly NameList ExitMembers = NameList.Of("exit-members");

    /// <summary>Properties that open the handle of a process.</summary>
    public static readonly NameList ProcessHandles = NameList.Of("process-handles");

    /// <summary>Events of a process, by name.</summary>
    public static readonly NameList ProcessEvents = NameList.Of("process-events");

    /// <summary>Members of a process that throw as long as it is not started.</summary>
    public static readonly NameList StartedMembers = NameList.Of("started-members");

    /// <summary>Calls that read a stream to its end, by name.</summary>
    public static readonly NameList WholeReads = NameList.Of("whole-reads");

    /// <summary>A file without any of these words does nothing to a process or its streams.</summary>
    public static readonly NameList TraceWords = NameList.Of("trace-words");

    /// <summary>A file without any of these words does nothing with the streams of a child, though it may start one.</summary>
    public static readonly NameList StreamWords = NameList.Of("stream-words");

    /// <summary>With the stream words: a body without any of them, and without a start, has no hazard.</summary>
    public static readonly NameList ExitWords = NameList.Of("exit-words");

    /// <summary>Types of points in time, and of how long something takes.</summary>
    public static readonly NameList ClockTypes = NameList.Of("clock-types");

    /// <summary>What others know a process by, by name.</summary>
    public static readonly NameList ProcessIdentities = NameList.Of("process-identities");

    /// <summary>What a process tells only when it has exited.</summary>
    public static readonly NameList ResultWords = NameList.Of("result-words");

    /// <summary>Exceptions whose catch catches the question for a result that comes too early.</summary>
    public static readonly NameList InvalidCatches = NameList.Of("invalid-catches");

    /// <summary>Methods that end a process, by name.</summary>
    public static readonly NameList ProcessKills = NameList.Of("process-kills");

    /// <summary>Programs that run others as their children.</summary>
    public static readonly NameList Shells = NameList.Of("shells");

    /// <summary>Parts of names that say that a process is meant to live on.</summary>
    public static readonly NameList DetachedWords = NameList.Of("detached-words");

    /// <summary>Methods that close a stream, by name.</summary>
    public static readonly NameList StreamCloses = NameList.Of("stream-closes");

    /// <summary>Methods of a stream that neither read, write nor close it, by name.</summary>
    public static readonly NameList StreamAsides = NameList.Of("stream-asides");

    /// <summary>Methods that write what a stream still has in its buffer, by name.</summary>
    public static readonly NameList StreamEnds = NameList.Of("stream-ends");

    /// <summary>What tells a child to end, anywhere in the text of a line.</summary>
    public static readonly NameList QuitCommands = NameList.Of("quit-commands");

    /// <summary>Methods that take something off a text and do nothing else, by name.</summary>
    public static readonly NameList TextTrims = NameList.Of("text-trims");

    /// <summary>Types whose methods only look at a process, by name.</summary>
    public static readonly NameList Onlookers = NameList.Of("onlookers");

    /// <summary>Methods that end a process or the work with it and tell nothing of it, by name.</summary>
    public static readonly NameList ProcessEnds = NameList.Of("process-ends");

    /// <summary>Methods that keep the line which they are given, by name.</summary>
    public static readonly NameList LineStores = NameList.Of("line-stores");

    /// <summary>Methods that take out of a collection what was stored first or last.</summary>
    public static readonly NameList LineTakings = NameList.Of("line-takings");

    /// <summary>Events of the end of a process, and the type that registers signals.</summary>
    public static readonly NameList ExitEvents = NameList.Of("exit-events");

    /// <summary>Words that a file about channels has, by name.</summary>
    public static readonly NameList ChannelWords = NameList.Of("channel-words");

    /// <summary>Methods that reach the other side of a channel, or wait for it, by name.</summary>
    public static readonly NameList ChannelConnects = NameList.Of("channel-connects");

    /// <summary>Methods that wait for the other side to connect.</summary>
    public static readonly NameList ChannelAccepts = NameList.Of("channel-accepts");

    /// <summary>Methods that read until the other side has closed the channel, by name.</summary>
    public static readonly NameList ChannelEnds = NameList.Of("channel-ends");

    /// <summary>Methods that write, by name.</summary>
    public static readonly NameList ChannelWrites = NameList.Of("channel-writes");

    /// <summary>Methods that read, by name.</summary>
    public static readonly NameList ChannelReads = NameList.Of("channel-reads");

    /// <summary>Properties that say whether a channel was connected when it was last used.</summary>
    public static readonly NameList ChannelStates = NameList.Of("channel-states");

    /// <summary>Methods that are given a channel and do nothing to it, by name.</summary>
    public static readonly NameList ChannelAsides = NameList.Of("channel-asides");

    /// <summary>Methods that may end a loop which asks something else, by name.</summary>
    public static readonly NameList LoopEnds = NameList.Of("loop-ends");

    /// <summary>What writes to a file whose path is its first argument.</summary>
    public static readonly NameList FileWrites = NameList.Of("file-writes");

    /// <summary>What gives the same folder or path to all processes of a program, if its arguments are the same.</summary>
    public static readonly NameList CommonPlaces = NameList.Of("common-places");

    /// <summary>Methods that put something into an object, or finish it, by name.</summary>
    public static readonly NameList StateFills = NameList.Of("state-fills");

    /// <summary>Methods that take something out of an object, by name.</summary>
    public static readonly NameList StateTakes = NameList.Of("state-takes");
}
