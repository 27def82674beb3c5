UPDATE "Post" SET content = 'text';
